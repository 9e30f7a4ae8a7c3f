//! A list in a local file, which is read only while nobody is writing it.
//!
//! A file counts as whole when it is not empty, was not modified in the last two seconds (or then stays the same for another one), and has the same
//! size and time of modification after it was read as before. As long as it does not, the list stays as it was read last, until the next poll.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use tokio::io::AsyncReadExt;
use url::Url;

use super::LARGEST;
use super::fault::ListFault;

/// The age below which a file may still be being written.
const FRESH: Duration = Duration::from_secs(2);

/// The time to wait before such a file is examined again.
const SETTLING: Duration = Duration::from_secs(1);

/// The number of tries before a file is left to the next poll.
const TRIES: usize = 3;

/// The longest time that reading may take: a network disk that takes longer does not answer.
const LONGEST_READ: Duration = Duration::from_secs(30);

/// The size and time of modification of a file, by which a change is stamp without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileStamp {
    /// The size, in bytes.
    size: u64,
    /// The moment when it was last modified, in nanoseconds since 1970.
    modified: u64,
}

/// The outcome of reading a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum LocalRead {
    /// The file has not changed.
    Unchanged,
    /// The content of the whole file.
    Whole(Vec<u8>, FileStamp),
    /// The file is being written.
    BeingWritten,
}

/// Returns the path of a `file:` address; `None` for any other.
pub(super) fn path_of(url: &Url) -> Option<PathBuf> {
    (url.scheme() == "file")
        .then(|| url.to_file_path().ok())
        .flatten()
}

/// Reads a file, unless it is unchanged since `before`.
pub(super) async fn read(
    path: &Path,
    before: Option<FileStamp>,
    now: DateTime<Utc>,
) -> Result<LocalRead, ListFault> {
    tokio::time::timeout(LONGEST_READ, read_settled(path, before, now))
        .await
        .unwrap_or(Err(ListFault::DiskSilent))
}

async fn read_settled(
    path: &Path,
    before: Option<FileStamp>,
    now: DateTime<Utc>,
) -> Result<LocalRead, ListFault> {
    let mut stamp = stamp_of(path).await?;
    for _ in 0..TRIES {
        if before == Some(stamp) {
            return Ok(LocalRead::Unchanged);
        }
        if stamp.size == 0 || stamp.is_fresh(now) {
            tokio::time::sleep(SETTLING).await;
            let again = stamp_of(path).await?;
            if again != stamp || again.size == 0 {
                stamp = again;
                continue;
            }
        }
        let bytes = contents(path).await?;
        let after = stamp_of(path).await?;
        if after == stamp && u64::try_from(bytes.len()) == Ok(stamp.size) {
            return Ok(LocalRead::Whole(bytes, stamp));
        }
        stamp = after;
    }
    if stamp.size == 0 {
        return Err(ListFault::Empty);
    }
    Ok(LocalRead::BeingWritten)
}

/// Returns the stamp of a regular file; anything else is refused, since reading it might never end. Links are followed.
async fn stamp_of(path: &Path) -> Result<FileStamp, ListFault> {
    let metadata = tokio::fs::metadata(path).await.map_err(fault)?;
    if !metadata.is_file() {
        return Err(ListFault::NotAFile);
    }
    if metadata.len() > LARGEST {
        return Err(ListFault::TooLarge { limit: LARGEST });
    }
    let modified = metadata.modified().map_err(fault)?;
    let modified = modified.duration_since(UNIX_EPOCH).unwrap_or_default();
    Ok(FileStamp {
        size: metadata.len(),
        modified: u64::try_from(modified.as_nanos()).unwrap_or(u64::MAX),
    })
}

async fn contents(path: &Path) -> Result<Vec<u8>, ListFault> {
    let file = tokio::fs::File::open(path).await.map_err(fault)?;
    let mut bytes = Vec::new();
    file.take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .await
        .map_err(fault)?;
    Ok(bytes)
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "`map_err` passes the error by value"
)]
fn fault(error: std::io::Error) -> ListFault {
    match error.kind() {
        ErrorKind::NotFound => ListFault::Missing,
        ErrorKind::PermissionDenied => ListFault::Forbidden,
        _ => ListFault::Unread {
            cause: error.to_string(),
        },
    }
}

impl FileStamp {
    /// Returns whether the file was modified shortly before `now`, or after it.
    fn is_fresh(self, now: DateTime<Utc>) -> bool {
        let now = now
            .timestamp_nanos_opt()
            .and_then(|now| u64::try_from(now).ok());
        let fresh = u64::try_from(FRESH.as_nanos()).unwrap_or_default();
        now.is_none_or(|now| self.modified.saturating_add(fresh) > now)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    const LATER: &str = "2199-01-01T00:00:00Z";
    const EARLIER: &str = "1999-01-01T00:00:00Z";

    fn file(text: &str) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file
    }

    async fn read_at(
        path: &Path,
        before: Option<FileStamp>,
        now: &str,
    ) -> Result<LocalRead, ListFault> {
        read(path, before, now.parse().unwrap()).await
    }

    #[tokio::test]
    async fn a_file_is_read_once_and_again_when_it_changes() {
        let mut list = file("titre\nUn\n");
        let Ok(LocalRead::Whole(bytes, stamp)) = read_at(list.path(), None, LATER).await else {
            panic!("not read")
        };
        assert_eq!(bytes, b"titre\nUn\n");
        assert_eq!(
            read_at(list.path(), Some(stamp), LATER).await,
            Ok(LocalRead::Unchanged)
        );
        list.write_all(b"Deux\n").unwrap();
        let again = read_at(list.path(), Some(stamp), LATER).await;
        assert!(matches!(again, Ok(LocalRead::Whole(bytes, _)) if bytes.ends_with(b"Deux\n")));
    }

    #[tokio::test(start_paused = true)]
    async fn a_file_modified_just_now_is_read_once_it_stays_as_it_is() {
        let list = file("titre\nUn\n");
        let read = read_at(list.path(), None, EARLIER).await;
        assert!(matches!(read, Ok(LocalRead::Whole(..))), "{read:?}");
    }

    #[tokio::test]
    async fn a_file_that_somebody_goes_on_writing_is_left_alone() {
        let list = file("titre\nUn\n");
        let mut writer = list.reopen().unwrap();
        let path = list.path().to_owned();
        let reading = tokio::spawn(async move { read_at(&path, None, EARLIER).await });
        let mut lines = 0;
        while !reading.is_finished() {
            lines += 1;
            write!(writer, "titre\n{}", "Un\n".repeat(lines)).unwrap();
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        assert_eq!(reading.await.unwrap(), Ok(LocalRead::BeingWritten));
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_no_file_or_empty_is_named() {
        let folder = tempfile::TempDir::new().unwrap();
        let missing = read_at(&folder.path().join("liste.csv"), None, LATER).await;
        assert!(matches!(missing, Err(ListFault::Missing)));
        let is_folder = read_at(folder.path(), None, LATER).await;
        assert!(matches!(is_folder, Err(ListFault::NotAFile)));
        let device = read_at(Path::new("/dev/zero"), None, LATER).await;
        assert!(matches!(device, Err(ListFault::NotAFile)));
        let empty = read_at(file("").path(), None, LATER).await;
        assert!(matches!(empty, Err(ListFault::Empty)));
        let large = tempfile::NamedTempFile::new().unwrap();
        large.as_file().set_len(LARGEST + 1).unwrap();
        let large = read_at(large.path(), None, LATER).await;
        assert!(matches!(large, Err(ListFault::TooLarge { limit: LARGEST })));
    }
}
