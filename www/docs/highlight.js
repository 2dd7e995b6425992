// Words of code with their kinds, for the generator and, in examples that are edited, for the page.

const JSON_TOKENS = /(?<key>"(?:[^"\\\n]|\\.)*"(?=\s*:))|(?<text>"(?:[^"\\\n]|\\.)*")|(?<number>-?\b\d[\d.eE+-]*)|(?<word>\b(?:true|false|null)\b)/g;
const SCRIPT_TOKENS = /(?<note>\/\/[^\n]*|\/\*[^]*?\*\/)|(?<text>"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)|(?<number>\b\d[\d_.]*\b)|(?<word>\b(?:as|async|await|break|class|const|default|else|export|extends|false|fn|for|from|function|if|impl|import|in|interface|keyof|let|match|mut|new|null|of|pub|readonly|return|throw|true|try|type|typeof|undefined|use|using|void|while)\b)/g;
const MARKUP_TOKENS = /(?<note><!--[^]*?-->)|(?<word><\/?[a-zA-Z][\w-]*|\/?>)|(?<text>"[^"\n]*")/g;
const SHELL_TOKENS = /(?<note>(?<=^|\s)#[^\n]*)|(?<text>"[^"\n]*"|'[^'\n]*')/g;

const LANGUAGES = {
  json: JSON_TOKENS,
  js: SCRIPT_TOKENS, jsx: SCRIPT_TOKENS, ts: SCRIPT_TOKENS, rust: SCRIPT_TOKENS,
  html: MARKUP_TOKENS,
  sh: SHELL_TOKENS, toml: SHELL_TOKENS,
};

/** The text in pieces, `[kind, piece]`; all pieces together are the text. The kind of what means nothing by itself is "". */
export function tokens(text, language) {
  const pattern = LANGUAGES[language];
  if (pattern === undefined) return [["", text]];
  const pieces = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) pieces.push(["", text.slice(end, match.index)]);
    pieces.push([Object.keys(match.groups).find((name) => match.groups[name] !== undefined), match[0]]);
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push(["", text.slice(end)]);
  return pieces;
}
