/** A fault that ends the command: words for stderr and the exit code (1 the input, 2 the way it was called). */
export class Failure extends Error {
  constructor(message, { exit = 2, help = null } = {}) {
    super(message);
    this.name = "Failure";
    this.exit = exit;
    this.help = help;
  }
}

const REASONS = {
  ENOENT: "no such file",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of the path is not a folder",
  ENOSPC: "no space left",
  EROFS: "the file system is read-only",
  EMFILE: "too many files are open",
};

/** The operating system's error as a Failure in plain words. */
export function fileFailure(verb, name, error) {
  return new Failure(`cannot ${verb} \`${name}\`: ${REASONS[error.code] ?? error.code ?? error.message}`);
}
