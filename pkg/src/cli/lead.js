/**
 * Gives a function that turns a row's cells into a lead's JSON bytes. Empty cells are absent.
 *
 * The bytes lie in a buffer that the next call overwrites. The text is put together from keys that were quoted once,
 * which is several times as fast as building an object for each row.
 */
export function leadWriter({ profile, members }) {
  const prefixes = (pairs) => pairs.map(([column, key]) => ({ column, prefix: `${JSON.stringify(key)}:` }));
  const memberPrefixes = prefixes(members);
  const profilePrefixes = prefixes(profile);
  const encoder = new TextEncoder();
  let buffer = new Uint8Array(64 * 1024);

  return (cells) => {
    let text = "{";
    for (const { column, prefix } of memberPrefixes) {
      const value = cells[column].trim();
      if (value !== "") text += `${prefix}${JSON.stringify(value)},`;
    }
    text += '"profile":{';
    let comma = "";
    for (const { column, prefix } of profilePrefixes) {
      const value = cells[column];
      if (value === "") continue;
      text += comma + prefix + JSON.stringify(value);
      comma = ",";
    }
    text += "}}";
    // A UTF-16 unit takes at most three bytes.
    if (text.length * 3 > buffer.length) buffer = new Uint8Array(text.length * 3);
    return buffer.subarray(0, encoder.encodeInto(text, buffer).written);
  };
}
