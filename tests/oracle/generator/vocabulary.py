"""Few distinct words, numbers and spans of time, so that constants and values meet."""

TEXTS = [
    "saas", "SaaS", "Bank", "bank", "Head of IT", "head  of\tit", "IT", "Director", "Directör", "straße", "STRASSE",
    "Ünïted", "united", "C.T.O.", "cto", "vp-sales", "VP Sales", "İstanbul", "istanbul", "true", "1", "50", "acme",
    "e\u0301t\u00e9", "ete", "Łódź", "lodz", "ﬁn", "東京 saas", "x×y", "ŉa", "Select", "Σας", "ΣΑΣ", "it/saas",
]  # fmt: skip
PHRASES = ["it", "head of", "of it", "saas", "sales", "cto", "c t o", "東京", "a", "dir"]
NUMBERS = [0, 1, 2, 5, 49, 50, 50.5, 51, 999.999, 1000, -1, -0.5, 0.1, 123456789012, 1.5]
POINTS = [5, 10, 20, 2.5, 0.5, 1.001, 0.001, 0.125, 33.333, -5, -10, -0.5, -20.002, 0, 7]
LIMITS = [0, 1, 5, 7.5, 10, 12.345, 20, 30, 40]
DOMAINS = [
    "acme.example", "evilacme.example", "eu.acme.example", "gmail.com", "mail.gmail.com", "mailinator.com", "mit.edu",
    "ox.ac.uk", "uni.edu.au", "ac.uk", "edu.com", "büro.example", "free.example", "trash.example", "x.trash.example",
]  # fmt: skip
LOCALS = ["ada", "Ada", "bo.b", "ü", "o'neil+tag", "élan"]
BAD_EMAILS = ["ada", "@acme.example", "a@b@acme.example", "a b@acme.example", "ada@acme", "ada@-acme.example",
              "ada@acme-.example", "ada@ac_me.example", "ada@acme..example", "ada@.example", "ada@" + "a" * 64 + ".example"]  # fmt: skip
WORDS_OF_TIME = ["1s", "5m", "30m", "1h", "6h", "1d", "24h", "2d", "7d", "1w", "14d", "30d", "90d"]
HALF_LIVES = ["1h", "24h", "7d", "14d", "30d", "10w", "365d", "36500d"]
EVENT_TYPES = ["page", "Page", "demo", "email-open", "form", "sales-accepted", "Sales-Accepted", "sales-rejected",
               "call", "meeting", "straße", "screen"]  # fmt: skip
CHANNELS = ["web", "Web", "mail", "phone", "ads"]
ASSETS = ["pricing", "Pricing", "docs", "webinar", "e\u0301t\u00e9", "été"]
PROPS = ["path", "plan", "seats", "trial", "tags", "2", "10", "ratio"]
PROP_TYPES = dict(zip(PROPS, ["text", "text", "number", "boolean", "set", "text", "set", "number"]))
PROP_VALUES = {
    "text": ["/pricing", "/Pricing", "/docs", "pro", " Pro ", "saas", "saas pro"],
    "number": [1, 50, 50.5, 0, 2, -1],
    "boolean": [True, False],
    "set": [[], ["a"], ["a", "b", "A"], ["été", "saas"], ["B", ""]],
}
ADDRESS_PARTS = ["acme", "example", "acme example", "gmail.com", "mail", "ada", "com", "edu", "bo b"]
LONG_NUMBERS = [
    "9007199254740993", "12345678901234567890", "0.1000000000000000055511151231257827021181583404541015625", "1e-400",
    "1.00000000000000011102230246251565404236316680908203125", "50.500000000000003552713678800500929355621337890625",
    "0.30000000000000004", "1.7976931348623157e308", "-1e400", "4.35", "123456789012.000000001", "5e-324", "-0.0", "1e21",
    "49.99999999999999999999", "8.41e-7", "1000000000000000128", "2.2250738585072011e-308", "99999999999999974834176",
]  # fmt: skip
NOWS = ["2026-11-22T10:00:00Z", "2026-11-22T10:00:00.001Z", "2024-02-29T23:59:59.999Z", "2026-03-29T01:00:00Z",
        "2026-10-25T00:59:59.999Z", "2026-11-01T05:30:00Z", "2027-03-14T07:00:00Z", "2030-01-01", "1970-01-02T00:00:00Z", "9999-12-31T23:59:59.999Z", "2027-06-15T18:30:00+02:00"]  # fmt: skip
