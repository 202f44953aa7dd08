//! A provider on this computer for end-to-end tests.
//!
//! `cargo run -p confidant-cloud --example loopback-provider -- --port 8377 --record requests.jsonl [--script echo]`
//!
//! Prints its base URL, key and model as one line of JSON, then a line of JSON per request is added to the file:
//! `{"method","path","headers","body","status"}`, `body` exactly as it came.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use std::{fs::OpenOptions, io::Write, thread, time::Duration};

#[path = "../../../tests/support/loopback.rs"]
mod loopback;

use loopback::{KEY, Loopback, MODEL, Script};

fn main() {
    let (mut port, mut record, mut script) = (0, None, Script::Echo);
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().expect("every argument has a value");
        match name.as_str() {
            "--port" => port = value.parse().expect("a port"),
            "--record" => record = Some(value),
            "--script" => script = Script::named(&value).expect("a known script"),
            _ => panic!("known are --port, --record and --script"),
        }
    }
    let server = Loopback::on_port(
        port,
        script,
        Box::new(move |request| {
            let Some(path) = &record else { return };
            let mut file = OpenOptions::new().create(true).append(true).open(path).expect("the record can be written");
            let line = serde_json::json!({
                "method": request.method,
                "path": request.path,
                "headers": request.headers,
                "body": std::str::from_utf8(&request.body).expect("the body is UTF-8"),
                "status": request.status,
            });
            file.write_all(format!("{line}\n").as_bytes()).expect("the record can be written");
        }),
    )
    .expect("the port is free");
    println!("{}", serde_json::json!({"base_url": server.base_url(), "key": KEY, "model": MODEL}));
    std::io::stdout().flush().expect("stdout");
    loop {
        thread::sleep(Duration::from_hours(1));
    }
}
