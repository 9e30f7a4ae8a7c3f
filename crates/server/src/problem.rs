//! Problems (RFC 9457): each says what was wrong and what to do. No internals are shown.

use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};

use passerelle_model::ConsultationId;
use passerelle_publish::dates::iso;
use passerelle_publish::json::{self, ProblemBody};
use passerelle_query::ParameterError;

use super::conditional::CachePolicy;
use super::respond::{plain_headers, public_headers};

const MEDIA_TYPE: &str = "application/problem+json";

/// The reason why a request is not answered as asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Problem {
    /// A parameter is unknown or its value is wrong.
    Parameter(ParameterError),
    /// The address does not exist.
    NotFound(String),
    /// The consultation at this address was withdrawn.
    Gone(ConsultationId, DateTime<Utc>),
    /// The consultation is merged into another one.
    Merged(ConsultationId),
    /// The address does not take this method.
    Method {
        /// The method of the request.
        method: Method,
        /// The methods that the address takes, as `Allow` lists them.
        allowed: &'static str,
    },
    /// The request does not show the token.
    Unauthorized,
    /// The request is understood and cannot be fulfilled.
    Refused(String),
    /// The answer does not exist in this form.
    NotImplemented(String),
    /// The body of the request is longer than this number of bytes.
    TooLarge(usize),
    /// The answer took too long to make.
    Overloaded,
    /// The gateway itself failed; the log says how.
    Internal,
}

impl Problem {
    const fn status(&self) -> StatusCode {
        match self {
            Self::Parameter(_) => StatusCode::BAD_REQUEST,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::Gone(..) => StatusCode::GONE,
            Self::Merged(_) => StatusCode::PERMANENT_REDIRECT,
            Self::Method { .. } => StatusCode::METHOD_NOT_ALLOWED,
            Self::Unauthorized => StatusCode::UNAUTHORIZED,
            Self::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NotImplemented(_) => StatusCode::NOT_IMPLEMENTED,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Overloaded => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Returns the last segment of the problem's type, and its title.
    const fn words(&self) -> (&'static str, &'static str) {
        match self {
            Self::Parameter(_) => ("invalid-parameter", "A parameter is not understood"),
            Self::NotFound(_) => ("not-found", "There is nothing here"),
            Self::Gone(..) => ("withdrawn", "This consultation was withdrawn"),
            Self::Merged(_) => ("merged", "This consultation is shown with another"),
            Self::Method { .. } => ("method-not-allowed", "This address takes other methods"),
            Self::Unauthorized => ("unauthorized", "This address is for administrators"),
            Self::Refused(_) => ("refused", "This cannot be done"),
            Self::NotImplemented(_) => ("not-implemented", "There is no such form of it"),
            Self::TooLarge(_) => ("too-large", "The request is too large"),
            Self::Overloaded => ("overloaded", "The answer took too long"),
            Self::Internal => ("internal", "Something failed on our side"),
        }
    }

    /// Returns the explanation of this occurrence, and what to do.
    pub(super) fn detail(&self) -> String {
        match self {
            Self::Parameter(error) => error.to_string(),
            Self::NotFound(what) => {
                format!("{what}; /api/openapi.json lists every address")
            }
            Self::Gone(id, at) => format!(
                "consultation {id} was withdrawn by its source on {}; drop it, its id will not be used again",
                iso(*at)
            ),
            Self::Merged(shown) => {
                format!(
                    "the same is published at several places, and shown as {shown}: follow Location"
                )
            }
            Self::Method { method, allowed } => {
                format!("{method} is not taken here: use {allowed}")
            }
            Self::Unauthorized => {
                "send the token of the configuration: Authorization: Bearer …".to_owned()
            }
            Self::Refused(why) | Self::NotImplemented(why) => why.clone(),
            Self::TooLarge(limit) => format!("send at most {limit} bytes"),
            Self::Overloaded => "ask for less at once, or again later".to_owned(),
            Self::Internal => "the request may be repeated later".to_owned(),
        }
    }

    fn body(&self) -> ProblemBody {
        let (kind, title) = self.words();
        let parameter = match self {
            Self::Parameter(error) => Some(error),
            _ => None,
        };
        ProblemBody {
            kind: format!("urn:passerelle:problem:{kind}"),
            title: title.to_owned(),
            status: self.status().as_u16(),
            detail: self.detail(),
            parameter: parameter.map(|error| error.name.clone()),
            nearest: parameter.and_then(|error| error.nearest.clone()),
            withdrawn_at: match self {
                Self::Gone(_, at) => Some(iso(*at)),
                _ => None,
            },
        }
    }
}

impl From<ParameterError> for Problem {
    fn from(error: ParameterError) -> Self {
        Self::Parameter(error)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = json::to_bytes(&self.body());
        let mut response = (self.status(), body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        // Browsers get the same as a page.
        headers.insert(header::VARY, HeaderValue::from_static("Accept"));
        let policy = match self {
            // Merged consultations may be separated again: kept no longer than other content.
            Self::Merged(_) => CachePolicy::Content,
            Self::Internal | Self::Overloaded | Self::TooLarge(_) => CachePolicy::Live,
            _ => CachePolicy::Refusal,
        };
        headers.insert(header::CACHE_CONTROL, policy.header());
        if let Self::Merged(shown) = self
            && let Ok(location) = HeaderValue::from_str(&shown.to_string())
        {
            // Relative to the requested address, so that it holds behind any proxy.
            headers.insert(header::LOCATION, location);
        }
        if matches!(self, Self::Unauthorized) {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Self::Method { allowed, .. } = self {
            headers.insert(header::ALLOW, HeaderValue::from_static(allowed));
            plain_headers(headers);
        } else {
            public_headers(headers);
        }
        response
    }
}
