//! What a provider's refusal means. Only its status and its codes are read, never its sentences.

use reqwest::{Response, StatusCode, header::RETRY_AFTER};
use serde::Deserialize;

use crate::CloudError;

/// An error's explanation is short; what is longer is not read.
const EXPLANATION: usize = 64 * 1024;

#[derive(Deserialize)]
struct Explained {
    error: Codes,
}

/// The codes of an error, in whichever form this provider writes them.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Codes {
    code: serde_json::Value,
    r#type: serde_json::Value,
}

/// What the status and the codes of a response mean.
pub(crate) async fn from_response(mut response: Response) -> CloudError {
    let status = response.status();
    let after = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.trim().parse().ok());
    let mut text = Vec::new();
    while let Ok(Some(bytes)) = response.chunk().await {
        if text.len() + bytes.len() > EXPLANATION {
            break;
        }
        text.extend_from_slice(&bytes);
    }
    let codes = serde_json::from_slice::<Explained>(&text).map(|explained| explained.error).unwrap_or_default();
    meaning(status, &codes, after)
}

/// What an error in the middle of a stream means.
pub(crate) fn from_stream(codes: &Codes) -> CloudError {
    meaning(StatusCode::OK, codes, None)
}

fn meaning(status: StatusCode, codes: &Codes, after: Option<u64>) -> CloudError {
    let says = |word: &str| [&codes.code, &codes.r#type].into_iter().any(|code| code.as_str() == Some(word));
    if says("context_length_exceeded") || status == StatusCode::PAYLOAD_TOO_LARGE {
        return CloudError::TooLong;
    }
    if says("insufficient_quota") || status == StatusCode::PAYMENT_REQUIRED {
        return CloudError::Credit;
    }
    if says("model_not_found") || status == StatusCode::NOT_FOUND {
        return CloudError::Model;
    }
    if says("invalid_api_key") || matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) {
        return CloudError::Key;
    }
    if says("rate_limit_exceeded") || status == StatusCode::TOO_MANY_REQUESTS {
        return CloudError::TooMany { after };
    }
    match status.as_u16() {
        300..=399 => CloudError::Redirected,
        408 | 504 => CloudError::TimedOut,
        status @ 400..=499 => CloudError::Refused { status },
        status => CloudError::Provider { status },
    }
}
