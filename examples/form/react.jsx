// A form in React that asks only what matters. Its fields are ordinary, uncontrolled inputs named by the model's fields: on the
// server they render as an ordinary form, and the binding hides and shows them without React's doing.
import { useEffect, useRef } from "react";
import { bindForm } from "leadgrade/form";

/**
 * `model` is a model or a promise of one, made outside of the component; `lead` what is known of the visitor, `known` the server's
 * mask. Both are read when the form appears. `onStage({ from, to })` hears of each change of stage.
 */
export function LeadForm({ model, lead, known, action, onStage, children }) {
  const form = useRef(null);
  const told = useRef(onStage);
  told.current = onStage;

  useEffect(() => {
    const element = form.current;
    const tell = ({ detail }) => told.current?.(detail);
    element.addEventListener("leadgrade:stage", tell);
    const binding = bindForm(element, { model, lead, known });
    return () => {
      binding.destroy();
      element.removeEventListener("leadgrade:stage", tell);
    };
    // Another lead would be another visitor: give the component another `key` for that.
  }, [model]);

  return (
    <form ref={form} method="post" action={action}>
      {children}
      <p><button type="submit">Send</button></p>
    </form>
  );
}

/** One question, for example. The container is the question's own, so it is hidden and shown as a whole. */
export function Choice({ name, ask, options }) {
  return (
    <fieldset>
      <legend>{ask}</legend>
      {options.map(({ label, value }) => <label key={value}><input type="radio" name={name} value={value} /> {label}</label>)}
    </fieldset>
  );
}
