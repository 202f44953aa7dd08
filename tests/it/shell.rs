//! What the window's page may reach, compared with what it must be: nothing but our own commands and events.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::{Value, json};

const SHELL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../src-tauri");

fn read(name: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(Path::new(SHELL).join(name)).unwrap()).unwrap()
}

#[test]
fn the_content_security_policy_is_closed() {
    let security = &read("tauri.conf.json")["app"]["security"];
    let expected = json!({
        "default-src": "'self'",
        // How the page calls our commands, and nothing else: no host of the network.
        "connect-src": "ipc: http://ipc.localhost",
        "img-src": "'self' data:",
        "style-src": "'self'",
        "script-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    });
    assert_eq!(security["csp"], expected);
    let members: BTreeSet<&str> = security.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(members, BTreeSet::from(["capabilities", "csp"]), "nothing else loosens it (devCsp, assetProtocol, …)");
    assert_eq!(security["capabilities"], json!(["main", "quick"]));
}

#[test]
fn the_page_gets_no_global_object_and_no_window_from_the_configuration() {
    let app = &read("tauri.conf.json")["app"];
    assert_eq!((&app["withGlobalTauri"], &app["windows"]), (&json!(false), &json!([])));
}

#[test]
fn each_window_may_listen_to_events_and_nothing_more() {
    let files: BTreeSet<String> = fs::read_dir(Path::new(SHELL).join("capabilities"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(files, BTreeSet::from(["main.json".to_owned(), "quick.json".to_owned()]));
    for window in ["main", "quick"] {
        let capability = read(&format!("capabilities/{window}.json"));
        assert_eq!(capability["windows"], json!([window]));
        assert_eq!(
            capability["permissions"],
            json!(["core:event:allow-listen", "core:event:allow-unlisten"]),
            "{window}"
        );
        for loose in ["remote", "webviews", "local", "platforms"] {
            assert_eq!(capability[loose], Value::Null, "{window}: {loose}");
        }
    }
}

#[test]
fn the_pages_own_files_load_nothing_from_elsewhere() {
    for page in ["index.html", "quick.html"] {
        let html = fs::read_to_string(Path::new(SHELL).join("../ui").join(page)).unwrap();
        for loose in ["http://", "https://", "//cdn", " style=", "<style", "onload=", "onclick="] {
            assert!(!html.contains(loose), "{page} holds {loose}");
        }
    }
}
