//! [`Provider`]: who is asked, checked once so that nobody is asked over a line that others can read.

use std::net::IpAddr;

use url::{Host, Url};

/// Which protocol a provider speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// Chat completions as `OpenAI` defined them and many others speak them.
    OpenAi,
}

impl Kind {
    /// The name as scripts write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::OpenAi => "openai",
        }
    }
}

impl std::str::FromStr for Kind {
    type Err = ProviderError;

    fn from_str(name: &str) -> Result<Self, ProviderError> {
        match name {
            "openai" => Ok(Self::OpenAi),
            _ => Err(ProviderError::UnknownKind),
        }
    }
}

/// Who is asked. Only [`Provider::new`] makes one, so that every one was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provider {
    name: String,
    kind: Kind,
    base_url: Url,
    model: String,
}

/// Why a provider cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProviderError {
    /// No such kind.
    #[error("this kind of provider is not known; known is: openai")]
    UnknownKind,
    /// The name is empty.
    #[error("the provider needs a name; give it one")]
    NoName,
    /// The model is empty.
    #[error("the provider needs a model; copy its name from the provider's list")]
    NoModel,
    /// It is no URL.
    #[error("the base URL is no web address; one looks like https://api.example.com/v1")]
    NotUrl,
    /// Others could read along.
    #[error("the base URL must begin with https:// (http:// is for this computer itself only)")]
    NotSecret,
    /// A password in the URL would be shown and kept in the clear.
    #[error("the base URL must not hold a user name or a password; the key is given by itself")]
    Credentials,
    /// A query or fragment would be lost or sent to every address.
    #[error("the base URL must not have a part behind ? or #; leave it out")]
    Query,
}

impl Provider {
    /// A provider as a person set it up. The base URL may or may not end with a slash or with `/chat/completions`.
    pub fn new(name: &str, kind: Kind, base_url: &str, model: &str) -> Result<Self, ProviderError> {
        let (name, model) = (name.trim(), model.trim());
        if name.is_empty() {
            return Err(ProviderError::NoName);
        }
        if model.is_empty() {
            return Err(ProviderError::NoModel);
        }
        let mut base_url = Url::parse(base_url.trim()).map_err(|_| ProviderError::NotUrl)?;
        safe(&base_url)?;
        let path = base_url.path().trim_end_matches('/');
        let path = path.strip_suffix("/chat/completions").unwrap_or(path).trim_end_matches('/').to_owned();
        base_url.set_path(&path);
        Ok(Self { name: name.to_owned(), kind, base_url, model: model.to_owned() })
    }

    /// What the person calls it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Which protocol it speaks.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Where it is, without a slash at the end.
    pub fn base_url(&self) -> &str {
        self.base_url.as_str().trim_end_matches('/')
    }

    /// Which model is asked.
    pub fn model(&self) -> &str {
        &self.model
    }

    /// Where a chat completion is asked for.
    pub(crate) fn completions_url(&self) -> String {
        format!("{}/chat/completions", self.base_url())
    }
}

/// Whether text may go to this address at all: encrypted on the way, or not on the way at all.
pub(crate) fn safe(url: &Url) -> Result<(), ProviderError> {
    if !url.username().is_empty() || url.password().is_some() {
        return Err(ProviderError::Credentials);
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(ProviderError::Query);
    }
    match (url.scheme(), url.host()) {
        (_, None) => Err(ProviderError::NotUrl),
        ("https", Some(_)) => Ok(()),
        ("http", Some(_)) if is_loopback(url) => Ok(()),
        _ => Err(ProviderError::NotSecret),
    }
}

/// Whether it is this computer, by name or number.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(Host::Ipv4(ip)) => IpAddr::V4(ip).is_loopback(),
        Some(Host::Ipv6(ip)) => IpAddr::V6(ip).is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Provider, ProviderError};

    fn provider(url: &str) -> Result<Provider, ProviderError> {
        Provider::new("acme", Kind::OpenAi, url, "m")
    }

    #[test]
    fn every_way_to_write_the_address_is_one_address() {
        for url in [
            "https://api.acme.test/v1",
            " https://api.acme.test/v1/ ",
            "HTTPS://API.acme.test:443/v1//",
            "https://api.acme.test/v1/chat/completions",
            "https://api.acme.test/v1/chat/completions/",
        ] {
            assert_eq!(provider(url).unwrap().completions_url(), "https://api.acme.test/v1/chat/completions", "{url}");
        }
        assert_eq!(provider("https://acme.test").unwrap().completions_url(), "https://acme.test/chat/completions");
    }

    #[test]
    fn only_this_computer_may_be_asked_in_the_clear() {
        for url in ["http://localhost:11434/v1", "http://127.0.0.1:1/v1", "http://127.9.9.9/", "http://[::1]:8/v1"] {
            assert!(provider(url).is_ok(), "{url}");
        }
        for url in [
            "http://api.acme.test/v1",
            "http://127.0.0.1.acme.test/",
            "http://localhost.acme.test/",
            "http://10.0.0.1/",
            "http://0.0.0.0/",
            "http://[::ffff:8.8.8.8]/",
            "ftp://acme.test/",
            "ws://127.0.0.1/",
        ] {
            assert_eq!(provider(url).err(), Some(ProviderError::NotSecret), "{url}");
        }
    }

    #[test]
    fn an_address_holds_nothing_but_an_address() {
        assert_eq!(provider("https://me:pw@acme.test/v1").err(), Some(ProviderError::Credentials));
        assert_eq!(provider("https://me@acme.test/v1").err(), Some(ProviderError::Credentials));
        assert_eq!(provider("https://acme.test/v1?key=1").err(), Some(ProviderError::Query));
        assert_eq!(provider("https://acme.test/v1#a").err(), Some(ProviderError::Query));
        assert_eq!(provider("acme.test").err(), Some(ProviderError::NotUrl));
        assert_eq!(provider("file:///etc/passwd").err(), Some(ProviderError::NotUrl));
        assert_eq!(Provider::new(" ", Kind::OpenAi, "https://a.test", "m").err(), Some(ProviderError::NoName));
        assert_eq!(Provider::new("a", Kind::OpenAi, "https://a.test", "").err(), Some(ProviderError::NoModel));
    }
}
