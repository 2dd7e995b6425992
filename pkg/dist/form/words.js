// What the form says by itself, in English; `words` of the options replaces any of it.

export const WORDS = {
  next: "Next",
  back: "Back",
  skip: "Prefer not to say",
  send: "Send",
  progress: (number, most) => `Question ${number} of at most ${most}`,
  done: "That is all we need.",
  missing: "Please answer this question.",
  unread: (type) => READABLE[type] ?? "Please write this in another way.",
  several: "Separate several by semicolons.",
  choose: "Please choose",
  yes: "Yes",
  no: "No",
};

const READABLE = {
  number: "Please write a number, such as 250.",
  email: "Please write an e-mail address.",
  date: "Please write a date, such as 2026-11-22.",
};
