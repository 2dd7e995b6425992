// What an address says about a page.

/** The path of an address, with or without scheme and host; query and fragment do not belong to it. */
export function pathOf(address) {
  if (address === undefined) return undefined;
  const end = address.search(/[?#]/);
  const whole = end < 0 ? address : address.slice(0, end);
  const host = whole.indexOf("://");
  const rest = host < 0 ? whole : whole.slice(host + 3);
  const slash = rest.indexOf("/");
  return slash < 0 ? undefined : rest.slice(slash);
}

/** What a page is called that has no name: its path without the slashes at its ends. */
export function assetOf(path) {
  if (path === undefined) return undefined;
  let start = 0;
  let end = path.length;
  while (start < end && path[start] === "/") start++;
  while (start < end && path[end - 1] === "/") end--;
  return path.slice(start, end).trim() === "" ? undefined : path.slice(start, end);
}

const CAMPAIGN = ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"];

/** The campaign parameters of an address, as entries. */
export function campaignOf(address) {
  if (address === undefined || !address.includes("?")) return [];
  const query = new URLSearchParams(address.slice(address.indexOf("?")).split("#", 1)[0]);
  return CAMPAIGN.map((name) => [name, query.get(name) || undefined]);
}
