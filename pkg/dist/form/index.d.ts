/**
 * Binds a plain `<form>` to a form session, so that it asks only what matters: one question after the other, until no
 * answer still missing can change the outcome.
 *
 * ```js
 * import { loadModel } from "leadgrade";
 * import { bindForm } from "leadgrade/form";
 *
 * const model = fetch("/model.json").then((answer) => answer.text()).then((text) => loadModel(text));
 * bindForm(document.querySelector("form"), { model });
 * ```
 *
 * The form's inputs are named by the model's fields. Without JavaScript, and when the model cannot be loaded, it remains the
 * ordinary form that it is; either way it submits the same fields. docs/forms.md tells the whole.
 *
 * @packageDocumentation
 */

/** Binds a form. Its questions are hidden and shown from the moment that {@link FormBinding.ready} is fulfilled. */
export function bindForm(element: HTMLFormElement, options: BindOptions): FormBinding;

/** Options of {@link bindForm}: a `form`, or a `model` to make one of. */
export type BindOptions = (FormSource | ModelSource) & CommonOptions;

/** A form session that the page has, or makes. */
export interface FormSource {
  /** A `Form`, a promise of one, or a function that makes either. One that a function made is freed by {@link FormBinding.destroy}. */
  readonly form: FormSession | PromiseLike<FormSession> | (() => FormSession | PromiseLike<FormSession>);
  readonly model?: undefined;
}

/** A model that a form session is made of; {@link FormBinding.destroy} frees the session, not the model. */
export interface ModelSource<Lead = any, At = any> {
  /** A `Model`, a promise of one, or a function that gives either. */
  readonly model: FormMaker<Lead, At> | PromiseLike<FormMaker<Lead, At>> | (() => FormMaker<Lead, At> | PromiseLike<FormMaker<Lead, At>>);
  /** What is known already, as `model.form` takes it. It is not sent with the form. */
  readonly lead?: Lead;
  /** The instant and the context, as `model.form` takes them: `{ now, context }`. */
  readonly at?: At;
  readonly form?: undefined;
}

/** What {@link bindForm} does with a form session. */
export interface CommonOptions {
  /** What the server knows of this visitor. */
  readonly known?: Known;
  /** How many questions are shown together. Default 1. */
  readonly atOnce?: number;
  /** Whether questions that were answered stay in view. Default false: the button "Back" leads to them. */
  readonly keep?: boolean;
  /** Whether to make inputs for questions that the form has none for. Default false: what has no input is not asked. */
  readonly render?: boolean;
  /** Where the answers outlive a reload. Default `sessionStorage`; `null` for nowhere. */
  readonly storage?: Pick<Storage, "getItem" | "setItem" | "removeItem"> | null;
  /** The key they are stored under. Default: one of the page's path and the form's id or name. */
  readonly key?: string;
  /** What the form says by itself, in the place of the English words. */
  readonly words?: Partial<Words>;
}

/**
 * What the server knows of a returning visitor, told as a mask: the names of the fields, and values only where the model
 * says `"public": true`. None of them is asked.
 */
export interface Known {
  /**
   * Fields whose values the server keeps to itself. Each stays open in the form session: questions are asked as long as they
   * could matter for any value of it.
   */
  readonly known?: readonly string[];
  /** Values that the browser may know. They count as answers, and are not sent. */
  readonly values?: { readonly [field: string]: unknown };
}

/** A bound form. */
export interface FormBinding {
  /**
   * Fulfilled, with this binding, once the form asks questions, or once it was destroyed before that. Rejected with what the `form` or
   * `model` of the options was rejected with; the form is then an ordinary one again.
   */
  readonly ready: Promise<FormBinding>;
  /** The form session; `null` before {@link FormBinding.ready} and after {@link FormBinding.destroy}. */
  readonly form: FormSession | null;
  /** The fields asked at present; none at the end. */
  readonly fields: string[];
  /** What the visitor said by now, as it will be submitted: texts, for sets also lists of texts. */
  readonly answers: { [field: string]: string | string[] };
  /** Whether no question that this page could still ask can change the outcome. Those the model requires may be open. */
  readonly settled: boolean;
  /** Whether this page has nothing left to ask: the form can be sent. */
  readonly done: boolean;
  /**
   * Goes on to the next question and moves the focus there. A blank question counts as skipped, one that the model requires or that
   * cannot be read keeps its place and says why: then false.
   */
  next(): boolean;
  /** Leaves out the questions on show, all but required ones, and goes on. */
  skip(): void;
  /** Goes back to the questions before; what was answered stands until it is changed. False at the first. */
  back(): boolean;
  /**
   * Answers a question for the visitor, such as from a control that is no input. Without an input of that name a hidden one is
   * written. `null` takes the answer back.
   */
  answer(field: string, value: string | number | boolean | readonly (string | number | boolean)[] | null): void;
  /** Looks anew at the inputs and at the form session, after the page has changed either. */
  refresh(): void;
  /** Makes the form an ordinary one again, with what was filled in. */
  destroy(): void;
}

/** What the form says by itself. */
export interface Words {
  /** The button that goes on. */
  next: string;
  /** The button that goes back. */
  back: string;
  /** The button that leaves a question out. */
  skip: string;
  /** The submit button, where the page has none. */
  send: string;
  /** Where the visitor is. */
  progress: (number: number, most: number) => string;
  /** Nothing is left to ask. */
  done: string;
  /** A required question has no answer. */
  missing: string;
  /** An answer cannot be read as a value of the field's type. */
  unread: (type: string) => string;
  /** Beside the input of a set without options. */
  several: string;
  /** The empty option of a list. */
  choose: string;
  /** Answers to a question of yes and no. */
  yes: string;
  no: string;
}

/** The events of a bound form, dispatched on the `<form>`; they bubble. Each comes once for each change. */
export interface FormEvents {
  /** Other questions are asked; `fields` is empty at the end. */
  "leadgrade:question": CustomEvent<{ fields: string[]; number: number; most: number }>;
  /** No question that this page could still ask can change the outcome; `proven`: no answer to any question could. */
  "leadgrade:settled": CustomEvent<{ proven: boolean; exact: boolean }>;
  /** The answers have moved the lead to another stage. The edge decides again. */
  "leadgrade:stage": CustomEvent<{ from: string; to: string }>;
  /** The answers disqualify the lead, or do so for another reason. The edge decides again. */
  "leadgrade:disqualified": CustomEvent<{ code: string; all: readonly { rule: string; code: string }[] }>;
}

declare global {
  interface HTMLElementEventMap extends FormEvents {}
}

/** What a binding uses of a `Form`. */
export interface FormSession {
  answer(field: string, value: unknown): { readonly code: string } | null;
  skip(field: string): void;
  next(most?: number): readonly { readonly field: string }[];
  readonly settled: boolean;
  readonly exact: boolean;
  readonly questions: readonly FormQuestion[];
  readonly evaluation: { readonly stage: string; readonly disqualified: { readonly code: string; readonly all: readonly { readonly rule: string; readonly code: string }[] } | null };
  free?(): void;
}

/** What a binding uses of a question. */
export interface FormQuestion {
  readonly field: string;
  readonly ask: string;
  readonly type: string;
  readonly options: readonly { readonly label: string; readonly value: string | number | boolean }[];
  readonly required: boolean;
  readonly visible: boolean;
  readonly state: "open" | "known" | "skipped";
  readonly matters: boolean;
}

/** What a binding uses of a `Model`. */
export interface FormMaker<Lead = any, At = any> {
  form(lead?: Lead, at?: At): FormSession;
}
