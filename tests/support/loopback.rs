//! A provider on this computer, for tests: a small HTTP server on 127.0.0.1 that is as strict as the real thing, keeps every
//! byte that it receives, and answers by script.
//!
//! It is included by path (`#[path = "…/tests/support/loopback.rs"] mod loopback;`) and needs `serde_json` only.
#![allow(dead_code, missing_docs, clippy::disallowed_types, clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::indexing_slicing, clippy::string_slice, clippy::missing_panics_doc)]

use std::{
    collections::BTreeMap,
    io::{self, BufRead, BufReader, Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

pub const KEY: &str = "sk-loopback-0123456789";
pub const MODEL: &str = "loopback-1";

/// How it answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Script {
    /// An answer that uses every placeholder of the request.
    Echo,
    /// The same, with the placeholders in other forms: small letters, bold, escaped.
    Mangle,
    /// The same, with one that was never sent.
    Invent,
    /// These words.
    Answer(String),
    /// Half of the answer, then the connection is closed.
    Cut,
    /// All of the answer, but not that it is all.
    NoDone,
    /// Half of the answer, then nothing until the other side gives up.
    Stall,
    /// Nothing at all until the other side gives up.
    Silent,
    /// An answer that does not end.
    Endless,
    /// Half of the answer, then an error.
    BreakDown,
    /// Events that are no chunks.
    Garbage,
    /// A web page, as a captive portal would send.
    WebPage,
    /// This status, with an error that quotes the request.
    Status(u16),
    /// 429, and after how many seconds to come again.
    RateLimited(u64),
    /// 307 to this address.
    Redirect(String),
}

impl Script {
    /// A script by its name on a command line, such as `echo`, `status=500` or `redirect=http://…`.
    pub fn named(name: &str) -> Option<Self> {
        let (name, value) = name.split_once('=').unwrap_or((name, ""));
        Some(match name {
            "echo" => Self::Echo,
            "mangle" => Self::Mangle,
            "invent" => Self::Invent,
            "answer" => Self::Answer(value.to_owned()),
            "cut" => Self::Cut,
            "no-done" => Self::NoDone,
            "stall" => Self::Stall,
            "silent" => Self::Silent,
            "endless" => Self::Endless,
            "break-down" => Self::BreakDown,
            "garbage" => Self::Garbage,
            "web-page" => Self::WebPage,
            "status" => Self::Status(value.parse().ok()?),
            "rate-limited" => Self::RateLimited(value.parse().ok()?),
            "redirect" => Self::Redirect(value.to_owned()),
            _ => return None,
        })
    }
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Recorded {
    pub method: String,
    pub path: String,
    /// Names in small letters.
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
    /// The status that it was answered with.
    pub status: u16,
}

#[derive(Default)]
struct Log {
    connections: usize,
    closed_by_peer: usize,
    bytes: Vec<u8>,
    requests: Vec<Recorded>,
}

/// What is told about each request when it was read.
type Listener = Box<dyn Fn(&Recorded) + Send + Sync>;

pub struct Loopback {
    address: SocketAddr,
    log: Arc<Mutex<Log>>,
    stop: Arc<AtomicBool>,
}

impl Loopback {
    /// On a free port.
    pub fn start(script: Script) -> Self {
        Self::on_port(0, script, Box::new(|_| ())).expect("a free port on 127.0.0.1")
    }

    /// On this port; `listener` hears of every request.
    pub fn on_port(port: u16, script: Script, listener: Listener) -> io::Result<Self> {
        let socket = TcpListener::bind(("127.0.0.1", port))?;
        let this = Self { address: socket.local_addr()?, log: Arc::default(), stop: Arc::default() };
        let (log, stop, listener) = (this.log.clone(), this.stop.clone(), Arc::new(listener));
        thread::spawn(move || {
            for stream in socket.incoming() {
                if stop.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                log.lock().unwrap().connections += 1;
                let (script, log, listener) = (script.clone(), log.clone(), listener.clone());
                thread::spawn(move || {
                    let _ = serve(&stream, &script, &log, &*listener);
                    let _ = stream.shutdown(Shutdown::Both);
                });
            }
        });
        Ok(this)
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// What a person enters as the base URL.
    pub fn base_url(&self) -> String {
        format!("http://{}/v1", self.address)
    }

    /// How often somebody connected.
    pub fn connections(&self) -> usize {
        self.log.lock().unwrap().connections
    }

    /// How often the other side closed the connection before the answer was over.
    pub fn closed_by_peer(&self) -> usize {
        self.log.lock().unwrap().closed_by_peer
    }

    pub fn requests(&self) -> Vec<Recorded> {
        self.log.lock().unwrap().requests.clone()
    }

    /// Every byte that ever came.
    pub fn bytes(&self) -> Vec<u8> {
        self.log.lock().unwrap().bytes.clone()
    }

    /// Waits until this holds, at most ten seconds; whether it came to hold.
    pub fn wait(&self, holds: impl Fn(&Self) -> bool) -> bool {
        let end = Instant::now() + Duration::from_secs(10);
        while !holds(self) {
            if Instant::now() > end {
                return false;
            }
            thread::sleep(Duration::from_millis(5));
        }
        true
    }
}

impl Drop for Loopback {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
    }
}

/// A refusal in the provider's form.
struct Refusal {
    status: u16,
    code: &'static str,
    message: String,
}

fn refuse<T>(status: u16, code: &'static str, message: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal { status, code, message: message.into() })
}

fn serve(
    stream: &TcpStream,
    script: &Script,
    log: &Mutex<Log>,
    listener: &(dyn Fn(&Recorded) + Send + Sync),
) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(Tee { stream, log });
    let Some(mut request) = read_request(&mut reader)? else { return Ok(()) };
    let verdict = check(&request);
    request.status = match (&verdict, script) {
        (Err(refusal), _) => refusal.status,
        (Ok(_), Script::Status(status)) => *status,
        (Ok(_), Script::RateLimited(_)) => 429,
        (Ok(_), Script::Redirect(_)) => 307,
        (Ok(_), _) => 200,
    };
    log.lock().unwrap().requests.push(request.clone());
    listener(&request);
    let mut out = stream;
    match verdict {
        Err(Refusal { status, code, message }) => respond(&mut out, status, "", &problem(code, &message)),
        Ok(asked) => answer(stream, script, &asked, &request, log),
    }
}

/// Keeps what is read.
struct Tee<'a> {
    stream: &'a TcpStream,
    log: &'a Mutex<Log>,
}

impl Read for Tee<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.stream.read(buffer)?;
        self.log.lock().unwrap().bytes.extend_from_slice(&buffer[..count]);
        Ok(count)
    }
}

fn read_request(reader: &mut impl BufRead) -> io::Result<Option<Recorded>> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace();
    let (method, path) = (words.next().unwrap_or_default().to_owned(), words.next().unwrap_or_default().to_owned());
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line.trim().is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').unwrap_or((&line, ""));
        headers.insert(name.trim().to_ascii_lowercase(), value.trim().to_owned());
    }
    let length = headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok(Some(Recorded { method, path, headers, body, status: 0 }))
}

/// What a checked request asks.
struct Asked {
    text: String,
    stream: bool,
    usage: bool,
}

fn check(request: &Recorded) -> Result<Asked, Refusal> {
    if request.path != "/v1/chat/completions" {
        return refuse(404, "unknown_url", format!("Unknown request URL: {} {}", request.method, request.path));
    }
    if request.method != "POST" {
        return refuse(405, "method_not_supported", "Not allowed to use this method on this URL");
    }
    let header = |name: &str| request.headers.get(name).map(String::as_str);
    if header("authorization") != Some(&format!("Bearer {KEY}")) {
        return refuse(401, "invalid_api_key", "Incorrect API key provided");
    }
    if header("content-type") != Some("application/json") {
        return refuse(400, "invalid_content_type", "Content-Type must be application/json");
    }
    if header("content-length").is_none() || header("transfer-encoding").is_some() {
        return refuse(411, "length_required", "A Content-Length is required");
    }
    for unwanted in ["cookie", "referer", "origin", "proxy-authorization", "forwarded", "x-forwarded-for"] {
        if header(unwanted).is_some() {
            return refuse(400, "unexpected_header", format!("The header {unwanted} is not expected"));
        }
    }
    let Ok(body) = serde_json::from_slice::<Value>(&request.body) else {
        return refuse(400, "invalid_json", "We could not parse the JSON body of your request");
    };
    check_body(&body)
}

fn check_body(body: &Value) -> Result<Asked, Refusal> {
    let body = members(body, &["model", "messages", "stream", "stream_options", "temperature", "max_tokens"], "body")?;
    match body.get("model") {
        Some(Value::String(model)) if model == MODEL => {}
        Some(Value::String(_)) => return refuse(404, "model_not_found", "The model does not exist"),
        _ => return refuse(400, "missing_required_parameter", "you must provide a model parameter"),
    }
    let stream = flag(body.get("stream"), "stream")?;
    let mut usage = false;
    if let Some(options) = body.get("stream_options") {
        if !stream {
            return refuse(400, "invalid_request", "stream_options is only allowed when stream is enabled");
        }
        usage = flag(members(options, &["include_usage"], "stream_options")?.get("include_usage"), "include_usage")?;
    }
    let Some(Value::Array(messages)) = body.get("messages") else {
        return refuse(422, "invalid_type", "messages must be an array");
    };
    if messages.is_empty() {
        return refuse(400, "empty_array", "messages must not be empty");
    }
    let mut text = String::new();
    for message in messages {
        let message = members(message, &["role", "content"], "message")?;
        let (Some(Value::String(role)), Some(Value::String(content))) = (message.get("role"), message.get("content"))
        else {
            return refuse(422, "invalid_type", "role and content must be strings");
        };
        if !["system", "user", "assistant"].contains(&role.as_str()) || content.is_empty() {
            return refuse(400, "invalid_value", "role must be known and content must not be empty");
        }
        if role == "user" {
            text.clone_from(content);
        }
    }
    if text.is_empty() {
        return refuse(400, "invalid_value", "a user message is required");
    }
    Ok(Asked { text, stream, usage })
}

fn members<'a>(value: &'a Value, known: &[&str], what: &str) -> Result<&'a serde_json::Map<String, Value>, Refusal> {
    let Value::Object(members) = value else { return refuse(422, "invalid_type", format!("{what} must be an object")) };
    match members.keys().find(|name| !known.contains(&name.as_str())) {
        Some(name) => refuse(400, "unknown_parameter", format!("Unrecognized request argument supplied: {name}")),
        None => Ok(members),
    }
}

fn flag(value: Option<&Value>, what: &str) -> Result<bool, Refusal> {
    match value {
        None => Ok(false),
        Some(Value::Bool(value)) => Ok(*value),
        Some(_) => refuse(422, "invalid_type", format!("{what} must be a boolean")),
    }
}

fn problem(code: &str, message: &str) -> String {
    json!({"error": {"message": message, "type": "invalid_request_error", "param": null, "code": code}}).to_string()
}

fn answer(stream: &TcpStream, script: &Script, asked: &Asked, request: &Recorded, log: &Mutex<Log>) -> io::Result<()> {
    let mut out = stream;
    // Errors quote what they are about, as real ones do: nobody may repeat that.
    let quoted = String::from_utf8_lossy(&request.body);
    match script {
        Script::Status(status) => return respond(&mut out, *status, "", &problem("server_error", &quoted)),
        Script::RateLimited(seconds) => {
            let header = format!("Retry-After: {seconds}\r\n");
            return respond(&mut out, 429, &header, &problem("rate_limit_exceeded", &quoted));
        }
        Script::Redirect(to) => return respond(&mut out, 307, &format!("Location: {to}\r\n"), ""),
        Script::WebPage => {
            return out
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>");
        }
        Script::Silent => return wait_for_close(stream, log),
        _ => {}
    }
    let words = words(script, &asked.text);
    if !asked.stream {
        let body = json!({"id": "chatcmpl-1", "object": "chat.completion", "created": 0, "model": MODEL,
            "choices": [{"index": 0, "message": {"role": "assistant", "content": words}, "finish_reason": "stop"}],
            "usage": usage(&asked.text, &words)});
        return respond(&mut out, 200, "", &body.to_string());
    }
    out.write_all(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nCache-Control: no-cache\r\n\
          Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n",
    )?;
    if *script == Script::Garbage {
        event(&mut out, "{\"choices\": 7}")?;
        return out.write_all(b"0\r\n\r\n");
    }
    event(&mut out, &chunk(&json!({"role": "assistant", "content": ""}), None))?;
    let letters: Vec<char> = words.chars().collect();
    let pieces: Vec<String> = letters.chunks(5).map(|piece| piece.iter().collect()).collect();
    let half = pieces.len().div_ceil(2);
    for (at, piece) in pieces.iter().enumerate() {
        if at == half {
            match script {
                Script::Cut => return Ok(()),
                Script::Stall => return wait_for_close(stream, log),
                Script::BreakDown => {
                    event(&mut out, &problem("server_error", &quoted))?;
                    return out.write_all(b"0\r\n\r\n");
                }
                _ => {}
            }
        }
        if let Err(error) = event(&mut out, &chunk(&json!({"content": piece}), None)) {
            log.lock().unwrap().closed_by_peer += usize::from(is_gone(&error));
            return Err(error);
        }
    }
    if *script == Script::Endless {
        let piece = "on and on ".repeat(10_000);
        while event(&mut out, &chunk(&json!({"content": piece}), None)).is_ok() {}
        log.lock().unwrap().closed_by_peer += 1;
        return Ok(());
    }
    event(&mut out, &chunk(&json!({}), Some("stop")))?;
    if asked.usage {
        let counted = json!({"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 0, "model": MODEL,
            "choices": [], "usage": usage(&asked.text, &words)});
        event(&mut out, &counted.to_string())?;
    }
    if *script != Script::NoDone {
        event(&mut out, "[DONE]")?;
    }
    out.write_all(b"0\r\n\r\n")
}

fn words(script: &Script, text: &str) -> String {
    let found = placeholders(text);
    match script {
        Script::Answer(words) => words.clone(),
        Script::Mangle => {
            let forms = found.iter().enumerate().map(|(at, name)| match at % 3 {
                0 => format!("**{}**", name.to_lowercase()),
                1 => name.replace('[', "\\[").replace(']', "\\]"),
                _ => name.replace('_', "\\_"),
            });
            format!("In other forms: {}.", forms.collect::<Vec<_>>().join(", "))
        }
        Script::Invent => format!("As known: {}; and [PERSON_9999] signed it too.", found.join(", ")),
        _ => format!("The passages speak of {}. That is all they say about it.", found.join(" and ")),
    }
}

/// The placeholders of a text, each once, in order.
pub fn placeholders(text: &str) -> Vec<String> {
    let mut found = Vec::<String>::new();
    for start in text.match_indices('[').map(|(at, _)| at) {
        let Some(end) = text[start..].find(']').map(|length| start + length + 1) else { continue };
        let name = &text[start..end];
        let inner = &name[1..name.len() - 1];
        let Some((kind, number)) = inner.split_once('_') else { continue };
        let fits = !kind.is_empty()
            && kind.bytes().all(|byte| byte.is_ascii_uppercase())
            && !number.is_empty()
            && number.bytes().all(|byte| byte.is_ascii_digit());
        if fits && !found.iter().any(|known| known == name) {
            found.push(name.to_owned());
        }
    }
    found
}

fn usage(asked: &str, words: &str) -> Value {
    let (prompt, completion) = (asked.len() / 4 + 1, words.len() / 4 + 1);
    json!({"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion})
}

fn chunk(delta: &Value, finish: Option<&str>) -> String {
    json!({"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 0, "model": MODEL,
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})
    .to_string()
}

/// One event in one HTTP chunk, sent in two parts so that nobody can rely on where the network cuts.
fn event(out: &mut &TcpStream, data: &str) -> io::Result<()> {
    let event = format!("data: {data}\n\n");
    let framed = format!("{:x}\r\n{event}\r\n", event.len());
    let (one, two) = framed.as_bytes().split_at(framed.len() / 2);
    out.write_all(one)?;
    out.write_all(two)
}

fn respond(out: &mut &TcpStream, status: u16, headers: &str, body: &str) -> io::Result<()> {
    let head = format!(
        "HTTP/1.1 {status} -\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n",
        body.len()
    );
    out.write_all(head.as_bytes())?;
    out.write_all(body.as_bytes())
}

/// Until the other side closes, or half a minute.
fn wait_for_close(stream: &TcpStream, log: &Mutex<Log>) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut one = [0];
    let mut reader = stream;
    let closed = match reader.read(&mut one) {
        Ok(read) => read == 0,
        Err(error) => is_gone(&error),
    };
    log.lock().unwrap().closed_by_peer += usize::from(closed);
    Ok(())
}

/// A side that closes before it read everything resets the connection: it is closed all the same.
fn is_gone(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted | io::ErrorKind::BrokenPipe
    )
}
