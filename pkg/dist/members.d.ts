// How the other types look into a model's. None of it is exported by the package.
import type { ModelDocument } from "./types.js";

/** A member, of whichever objects of a union have it; nothing where none has. */
export type Member<T, Key extends PropertyKey> = T extends readonly unknown[] ? never : T extends object ? (Key extends keyof T ? NonNullable<T[Key]> : never) : never;

/** An element of a list. */
export type Each<T> = T extends readonly (infer Element)[] ? Element : never;

/** The keys of all objects of a union. */
export type AllKeys<T> = T extends readonly unknown[] ? never : T extends object ? keyof T : never;

/** The texts of a union. */
export type Text<T> = Extract<T, string>;

/** A model as it was handed over, as far as it has no keys but those that models have. */
export type Strict<T, Known = ModelDocument> =
  [Known] extends [T] ? T
  : T extends readonly unknown[] ? { readonly [Index in keyof T]: Strict<T[Index], Each<Known>> }
  : T extends object ? { readonly [Key in keyof T]: Key extends AllKeys<Known> ? Strict<T[Key], Member<Known, Key>> : never }
  : T;
