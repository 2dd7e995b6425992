//! JSON once more: read slowly by the rules of RFC 8259, and written as ECMAScript writes it.

/// A value with all that its text says: numbers as they are spelled, members that are given twice.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    Null,
    Boolean(bool),
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// Why there is no value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Refused {
    NotJson,
    /// It goes deeper than is worth reading by recursion.
    TooDeep,
}

/// A value, and whether half of a surrogate pair stood anywhere in the text.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) value: Json,
    pub(crate) is_unpaired: bool,
}

const DEEPEST: usize = 120;

pub(crate) fn read(bytes: &[u8]) -> Result<Reading, Refused> {
    let text = std::str::from_utf8(bytes).map_err(|_| Refused::NotJson)?;
    let mut reader = Reader { chars: text.chars().collect(), at: 0, is_unpaired: false };
    let value = reader.value(0)?;
    reader.space();
    if reader.at < reader.chars.len() {
        return Err(Refused::NotJson);
    }
    Ok(Reading { value, is_unpaired: reader.is_unpaired })
}

struct Reader {
    chars: Vec<char>,
    at: usize,
    is_unpaired: bool,
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn take(&mut self, char: char) -> Result<(), Refused> {
        if self.peek() != Some(char) {
            return Err(Refused::NotJson);
        }
        self.at += 1;
        Ok(())
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(' ' | '\t' | '\n' | '\r')) {
            self.at += 1;
        }
    }

    fn word(&mut self, word: &str, value: Json) -> Result<Json, Refused> {
        word.chars().try_for_each(|char| self.take(char))?;
        Ok(value)
    }

    fn value(&mut self, depth: usize) -> Result<Json, Refused> {
        self.space();
        match self.peek().ok_or(Refused::NotJson)? {
            'n' => self.word("null", Json::Null),
            't' => self.word("true", Json::Boolean(true)),
            'f' => self.word("false", Json::Boolean(false)),
            '"' => self.text().map(Json::Text),
            '[' | '{' if depth == DEEPEST => Err(Refused::TooDeep),
            '[' => {
                let mut list = Vec::new();
                self.parts(']', |reader| {
                    list.push(reader.value(depth + 1)?);
                    Ok(())
                })?;
                Ok(Json::List(list))
            }
            '{' => {
                let mut members = Vec::new();
                self.parts('}', |reader| {
                    let key = reader.text()?;
                    reader.space();
                    reader.take(':')?;
                    members.push((key, reader.value(depth + 1)?));
                    Ok(())
                })?;
                Ok(Json::Object(members))
            }
            _ => self.number().map(Json::Number),
        }
    }

    fn parts(&mut self, close: char, mut part: impl FnMut(&mut Reader) -> Result<(), Refused>) -> Result<(), Refused> {
        self.at += 1;
        self.space();
        if self.take(close).is_ok() {
            return Ok(());
        }
        loop {
            self.space();
            part(self)?;
            self.space();
            if self.take(',').is_err() {
                return self.take(close);
            }
        }
    }

    fn text(&mut self) -> Result<String, Refused> {
        self.take('"')?;
        let mut units: Vec<u16> = Vec::new();
        loop {
            let char = self.peek().ok_or(Refused::NotJson)?;
            self.at += 1;
            match char {
                '"' => break,
                '\0'..='\u{1f}' => return Err(Refused::NotJson),
                '\\' => units.push(self.escape()?),
                _ => units.extend_from_slice(char.encode_utf16(&mut [0; 2])),
            }
        }
        let chars = char::decode_utf16(units).map(|unit| {
            self.is_unpaired |= unit.is_err();
            unit.unwrap_or('\u{fffd}')
        });
        Ok(chars.collect())
    }

    fn escape(&mut self) -> Result<u16, Refused> {
        let char = self.peek().ok_or(Refused::NotJson)?;
        self.at += 1;
        Ok(match char {
            '"' | '\\' | '/' => char as u16,
            'b' => 8,
            'f' => 12,
            'n' => 10,
            'r' => 13,
            't' => 9,
            'u' => {
                let digits: String = self.chars[self.at..].iter().take(4).collect();
                if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                    return Err(Refused::NotJson);
                }
                self.at += 4;
                u16::from_str_radix(&digits, 16).unwrap()
            }
            _ => return Err(Refused::NotJson),
        })
    }

    fn digits(&mut self, out: &mut String) -> Result<(), Refused> {
        let before = out.len();
        while let Some(digit @ '0'..='9') = self.peek() {
            out.push(digit);
            self.at += 1;
        }
        if out.len() == before { Err(Refused::NotJson) } else { Ok(()) }
    }

    fn number(&mut self) -> Result<String, Refused> {
        let mut out = String::new();
        if self.take('-').is_ok() {
            out.push('-');
        }
        if self.take('0').is_ok() {
            out.push('0');
        } else {
            self.digits(&mut out)?;
        }
        if self.take('.').is_ok() {
            out.push('.');
            self.digits(&mut out)?;
        }
        if let Some(e @ ('e' | 'E')) = self.peek() {
            self.at += 1;
            out.push(e);
            if let Some(sign @ ('+' | '-')) = self.peek() {
                self.at += 1;
                out.push(sign);
            }
            self.digits(&mut out)?;
        }
        Ok(out)
    }
}

impl Json {
    pub(crate) fn get(&self, key: &str) -> Option<&Json> {
        let Json::Object(members) = self else { return None };
        members.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    pub(crate) fn text(&self) -> Option<&str> {
        if let Json::Text(text) = self { Some(text) } else { None }
    }

    pub(crate) fn elements(&self) -> &[Json] {
        if let Json::List(elements) = self { elements } else { &[] }
    }

    /// Whether an object anywhere in it has a member twice.
    pub(crate) fn repeats_itself(&self) -> bool {
        match self {
            Json::List(elements) => elements.iter().any(Json::repeats_itself),
            Json::Object(members) => {
                let mut names: Vec<&String> = members.iter().map(|(name, _)| name).collect();
                names.sort();
                names.windows(2).any(|two| two[0] == two[1]) || members.iter().any(|(_, value)| value.repeats_itself())
            }
            _ => false,
        }
    }

    /// The value in which of the members of one name only the last stands, at its own place.
    pub(crate) fn without_repetition(&self) -> Json {
        match self {
            Json::List(elements) => Json::List(elements.iter().map(Json::without_repetition).collect()),
            Json::Object(members) => {
                let last = |index: usize| members[index + 1..].iter().all(|(name, _)| *name != members[index].0);
                let kept = members.iter().enumerate().filter(|(index, _)| last(*index));
                Json::Object(kept.map(|(_, (name, value))| (name.clone(), value.without_repetition())).collect())
            }
            other => other.clone(),
        }
    }

    /// Its text, with every number as it was spelled.
    pub(crate) fn write(&self) -> String {
        self.written(&mut |number| number.to_string())
    }

    /// Its text, with every number as ECMAScript writes it; one too great for a double stays as it was.
    pub(crate) fn write_doubles(&self) -> String {
        self.written(&mut |number| {
            let double: f64 = number.parse().unwrap();
            if double.is_finite() { ecmascript(double) } else { number.to_string() }
        })
    }

    fn written(&self, number: &mut impl FnMut(&str) -> String) -> String {
        match self {
            Json::Null => "null".to_string(),
            Json::Boolean(value) => value.to_string(),
            Json::Number(spelled) => number(spelled),
            Json::Text(text) => quote(text),
            Json::List(elements) => {
                format!("[{}]", elements.iter().map(|part| part.written(number)).collect::<Vec<_>>().join(","))
            }
            Json::Object(members) => {
                let member = |(name, value): &(String, Json)| format!("{}:{}", quote(name), value.written(number));
                format!("{{{}}}", members.iter().map(member).collect::<Vec<_>>().join(","))
            }
        }
    }

    /// What `JSON.stringify(JSON.parse(text))` gives: of members given twice the last value, at the first one's place, and
    /// names that are array indexes first, rising.
    pub(crate) fn stringify(&self) -> String {
        match self {
            Json::Number(spelled) => {
                let double: f64 = spelled.parse().unwrap();
                if double.is_finite() { ecmascript(double) } else { "null".to_string() }
            }
            Json::List(elements) => {
                format!("[{}]", elements.iter().map(Json::stringify).collect::<Vec<_>>().join(","))
            }
            Json::Object(members) => {
                let mut kept: Vec<(&String, &Json)> = Vec::new();
                for (name, value) in members {
                    match kept.iter_mut().find(|(known, _)| *known == name) {
                        Some(member) => member.1 = value,
                        None => kept.push((name, value)),
                    }
                }
                let index =
                    |name: &String| name.parse::<u32>().ok().filter(|at| *at < u32::MAX && at.to_string() == *name);
                kept.sort_by_key(|(name, _)| index(name).map_or((1, 0), |at| (0, at)));
                let members = kept.into_iter().map(|(name, value)| format!("{}:{}", quote(name), value.stringify()));
                format!("{{{}}}", members.collect::<Vec<_>>().join(","))
            }
            other => other.write(),
        }
    }
}

pub(crate) fn quote(text: &str) -> String {
    let mut out = String::from("\"");
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\u{1f}' => out.push_str(&format!("\\u{:04x}", char as u32)),
            _ => out.push(char),
        }
    }
    out + "\""
}

/// `Number::toString` of ECMAScript, from the shortest digits, which Rust writes too.
pub(crate) fn ecmascript(number: f64) -> String {
    if number == 0.0 {
        return "0".to_string();
    }
    let scientific = format!("{:e}", number.abs());
    let (mantissa, exponent) = scientific.split_once('e').unwrap();
    let digits = mantissa.replace('.', "");
    let (count, point) = (digits.len() as i32, exponent.parse::<i32>().unwrap() + 1);
    let sign = if number < 0.0 { "-" } else { "" };
    let written = if (count..=21).contains(&point) {
        digits + &"0".repeat((point - count) as usize)
    } else if (1..=21).contains(&point) {
        format!("{}.{}", &digits[..point as usize], &digits[point as usize..])
    } else if (-5..=0).contains(&point) {
        format!("0.{}{digits}", "0".repeat(-point as usize))
    } else {
        let rest = if count > 1 { format!(".{}", &digits[1..]) } else { String::new() };
        format!("{}{rest}e{}{}", &digits[..1], if point > 0 { "+" } else { "-" }, (point - 1).abs())
    };
    sign.to_string() + &written
}

/// serde_json reads the same, but for what it refuses of its own: numbers too great, half surrogate pairs, depth.
pub(crate) fn agrees_with_serde(bytes: &[u8], reading: &Result<Reading, Refused>) {
    let theirs = serde_json::from_slice::<serde_json::Value>(bytes);
    match (reading, theirs) {
        (Ok(ours), Ok(theirs)) => assert!(is_alike(&ours.value, &theirs), "{ours:?} is not {theirs}"),
        (Err(_), Err(_)) => {}
        (Ok(ours), Err(_)) => assert!(ours.is_unpaired || has_huge_number(&ours.value), "serde_json refuses {ours:?}"),
        (Err(refused), Ok(_)) => assert_eq!(*refused, Refused::TooDeep),
    }
}

pub(crate) fn has_huge_number(value: &Json) -> bool {
    match value {
        Json::Number(spelled) => spelled.parse::<f64>().unwrap().is_infinite(),
        Json::List(elements) => elements.iter().any(has_huge_number),
        Json::Object(members) => members.iter().any(|(_, value)| has_huge_number(value)),
        _ => false,
    }
}

fn is_alike(ours: &Json, theirs: &serde_json::Value) -> bool {
    use serde_json::Value;
    match (ours, theirs) {
        (Json::Null, Value::Null) => true,
        (Json::Boolean(a), Value::Bool(b)) => a == b,
        (Json::Text(a), Value::String(b)) => a == b,
        (Json::List(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_alike(a, b)),
        (Json::Object(_), Value::Object(b)) => {
            let Json::Object(a) = ours.without_repetition() else { return false };
            a.len() == b.len() && a.iter().all(|(name, a)| b.get(name).is_some_and(|b| is_alike(a, b)))
        }
        // Its numbers may be the neighbors of the nearest double.
        (Json::Number(a), Value::Number(b)) => {
            let (a, b) = (a.parse::<f64>().unwrap(), b.as_f64().unwrap());
            a == b || (a - b).abs() <= a.abs().max(b.abs()) * 1e-15 || (a - b).abs() < 1e-320
        }
        _ => false,
    }
}
