//! Decidim, every version.

use async_trait::async_trait;

use super::{Connector, Context, Error, Harvest};

/// The connector.
#[derive(Debug, Clone, Copy)]
pub struct Decidim;

#[async_trait]
impl Connector for Decidim {
    async fn poll(&self, _context: &Context<'_>) -> Result<Harvest, Error> {
        Err(Error::Other("not written yet".to_owned()))
    }
}
