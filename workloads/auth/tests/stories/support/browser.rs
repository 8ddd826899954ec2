//! A browser: cookies by host and domain, redirects, forms.

use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
    response::Response,
};
use tower::ServiceExt;
use url::Url;

use super::World;

/// A browser whose requests to addresses that every region answers go to `nearest`.
pub struct Browser<'a> {
    world: &'a World,
    nearest: &'static str,
    language: &'static str,
    from: Option<std::net::SocketAddr>,
    agent: Option<&'static str>,
    cookies: Vec<Cookie>,
    /// The page that is open.
    pub at: Url,
}

#[derive(Clone, Debug)]
struct Cookie {
    host: String,
    with_subdomains: bool,
    name: String,
    value: String,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    /// The address that answered.
    pub url: Url,
}

impl Answer {
    pub async fn of(response: Response, url: Url) -> Self {
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        let body = String::from_utf8(body.to_vec()).unwrap();
        Self {
            status: parts.status,
            headers: parts.headers,
            body,
            url,
        }
    }

    /// Where it redirects to.
    pub fn location(&self) -> Url {
        let text = self.headers[header::LOCATION].to_str().unwrap();
        self.url.join(text).unwrap()
    }

    /// A parameter of the address that it redirects to.
    pub fn parameter(&self, name: &str) -> Option<String> {
        let location = self.location();
        location
            .query_pairs()
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.into_owned())
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// The value of an input.
    pub fn value_of(&self, name: &str) -> Option<String> {
        let from = self.body.find(&format!("name=\"{name}\" value=\""))?;
        let rest = &self.body[from..];
        let rest = &rest[rest.find("value=\"")? + 7..];
        Some(rest[..rest.find('"')?].to_owned())
    }

    pub fn title(&self) -> String {
        let from = self.body.find("<h1>").expect("a heading") + 4;
        let to = from + self.body[from..].find("</h1>").unwrap();
        self.body[from..to].to_owned()
    }
}

impl<'a> Browser<'a> {
    pub fn new(world: &'a World, nearest: &'static str) -> Self {
        let at = Url::parse("about:blank").unwrap();
        Self {
            world,
            nearest,
            language: "en",
            from: None,
            agent: None,
            cookies: vec![],
            at,
        }
    }

    #[must_use]
    pub fn speaking(mut self, language: &'static str) -> Self {
        self.language = language;
        self
    }

    /// The browser's own address, as a listener tells it.
    #[must_use]
    pub fn from(mut self, address: &str) -> Self {
        self.from = Some(std::net::SocketAddr::new(address.parse().unwrap(), 50_000));
        self
    }

    /// A browser that remembers its region.
    #[must_use]
    pub fn at_home_in(mut self, region: &str) -> Self {
        self.cookies.push(Cookie {
            host: "login.aurora.localhost".to_owned(),
            with_subdomains: true,
            name: "domicile_region".to_owned(),
            value: region.to_owned(),
        });
        self
    }

    /// What the browser says it is.
    #[must_use]
    pub fn named(mut self, agent: &'static str) -> Self {
        self.agent = Some(agent);
        self
    }

    /// Opens an address and follows redirects as long as they stay with us.
    pub async fn open(&mut self, url: &str) -> Answer {
        let answer = self.get(url).await;
        self.follow(answer).await
    }

    /// Opens an address and follows nothing.
    pub async fn get(&mut self, url: &str) -> Answer {
        let url = if url.starts_with('/') {
            self.at.join(url).unwrap()
        } else {
            Url::parse(url).unwrap()
        };
        let request = Request::get(url.as_str()).body(Body::empty()).unwrap();
        self.send(url, request).await
    }

    /// Sends the form of the open page, with its CSRF token, and follows redirects.
    pub async fn submit(&mut self, fields: &[(&str, &str)]) -> Answer {
        let page = self.get(self.at.path().to_owned().as_str()).await;
        self.submit_shown(&page, fields).await
    }

    /// Sends the form of a page as it was shown, with its CSRF token, and follows redirects.
    pub async fn submit_shown(&mut self, page: &Answer, fields: &[(&str, &str)]) -> Answer {
        let csrf = page.value_of("csrf").expect("a form");
        // What the page showed of terms and notices goes along.
        let documents = page.value_of("documents").unwrap_or_default();
        let mut all = vec![("csrf", csrf.as_str()), ("documents", documents.as_str())];
        all.extend_from_slice(fields);
        let answer = self.post(self.at.path().to_owned().as_str(), &all).await;
        self.follow(answer).await
    }

    /// Sends a form of the open page to another address of the same host, with the page's CSRF token, and follows.
    pub async fn submit_to(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.get(self.at.path().to_owned().as_str()).await;
        let csrf = page.value_of("csrf").expect("a form");
        let mut all = vec![("csrf", csrf.as_str())];
        all.extend_from_slice(fields);
        let answer = self.post(path, &all).await;
        self.follow(answer).await
    }

    /// Signs in at the page that is open, by the e-mailed code.
    pub async fn sign_in_by_code(&mut self, email: &str) -> Answer {
        self.submit(&[("email", email)]).await;
        let code = self.world.mailbox.next_code().await;
        self.submit(&[("code", &code)]).await
    }

    /// Sends a form as it is and follows nothing.
    pub async fn post(&mut self, url: &str, fields: &[(&str, &str)]) -> Answer {
        let url = if url.starts_with('/') {
            self.at.join(url).unwrap()
        } else {
            Url::parse(url).unwrap()
        };
        let form = domicile_auth::web::parameters::encode(fields.iter().copied());
        let request = Request::post(url.as_str())
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(form))
            .unwrap();
        self.send(url, request).await
    }

    pub async fn follow(&mut self, mut answer: Answer) -> Answer {
        for _ in 0..10 {
            if answer.status != StatusCode::SEE_OTHER {
                self.at = answer.url.clone();
                return answer;
            }
            let next = answer.location();
            if !next
                .host_str()
                .unwrap_or_default()
                .contains("login.aurora.localhost")
                && !next.host_str().unwrap_or_default().contains("id.")
            {
                return answer;
            }
            answer = self.get(next.as_str()).await;
        }
        panic!("too many redirects");
    }

    async fn send(&mut self, url: Url, mut request: Request<Body>) -> Answer {
        let host = url.host_str().unwrap().to_owned();
        let region = self
            .world
            .region_of_host(&host)
            .unwrap_or_else(|| self.world.region(self.nearest));
        let headers = request.headers_mut();
        headers.insert(header::HOST, format!("{host}:8443").parse().unwrap());
        headers.insert(header::ACCEPT_LANGUAGE, self.language.parse().unwrap());
        if let Some(agent) = self.agent {
            headers.insert(header::USER_AGENT, agent.parse().unwrap());
        }
        let cookies = self.cookies_for(&host);
        if !cookies.is_empty() {
            headers.insert(header::COOKIE, cookies.parse().unwrap());
        }
        *request.uri_mut() = url[url::Position::BeforePath..url::Position::AfterQuery]
            .parse()
            .unwrap();
        if let Some(address) = self.from {
            request
                .extensions_mut()
                .insert(axum::extract::ConnectInfo(address));
        }
        let response = region.public.clone().oneshot(request).await.unwrap();
        let answer = Answer::of(response, url).await;
        self.keep_cookies(&host, &answer.headers);
        answer
    }

    /// The value of a cookie on a host.
    pub fn cookie(&self, host: &str, name: &str) -> Option<String> {
        self.cookies
            .iter()
            .find(|cookie| cookie.name == name && cookie.matches(host))
            .map(|cookie| cookie.value.clone())
    }

    /// Sets a cookie, as malware or a person with tools would.
    pub fn set_cookie(&mut self, host: &str, name: &str, value: &str) {
        self.cookies
            .retain(|cookie| !(cookie.name == name && cookie.host == host));
        let (host, name, value) = (host.to_owned(), name.to_owned(), value.to_owned());
        self.cookies.push(Cookie {
            host,
            with_subdomains: false,
            name,
            value,
        });
    }

    fn cookies_for(&self, host: &str) -> String {
        let fitting = self.cookies.iter().filter(|cookie| cookie.matches(host));
        fitting
            .map(|cookie| format!("{}={}", cookie.name, cookie.value))
            .collect::<Vec<_>>()
            .join("; ")
    }

    fn keep_cookies(&mut self, host: &str, headers: &HeaderMap) {
        for header in headers.get_all(header::SET_COOKIE) {
            let text = header.to_str().unwrap();
            let (pair, attributes) = text.split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            let domain = attributes
                .split(';')
                .find_map(|own| own.trim().strip_prefix("Domain="));
            assert!(
                attributes.contains("Secure") && attributes.contains("HttpOnly"),
                "{text}"
            );
            assert!(attributes.contains("SameSite=Lax"), "{text}");
            assert!(!name.starts_with("__Host-") || domain.is_none(), "{text}");
            let domain_host = domain.unwrap_or(host).to_owned();
            assert!(
                host == domain_host || host.ends_with(&format!(".{domain_host}")),
                "{text}"
            );
            assert!(text.len() < 4096, "too long for browsers");
            self.cookies
                .retain(|cookie| !(cookie.name == name && cookie.host == domain_host));
            if !attributes.contains("Max-Age=0") {
                self.cookies.push(Cookie {
                    host: domain_host,
                    with_subdomains: domain.is_some(),
                    name: name.to_owned(),
                    value: value.to_owned(),
                });
            }
        }
    }
}

impl Cookie {
    fn matches(&self, host: &str) -> bool {
        self.host == host || (self.with_subdomains && host.ends_with(&format!(".{}", self.host)))
    }
}
