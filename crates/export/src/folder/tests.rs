use std::os::unix::fs::{MetadataExt as _, symlink};

use tempfile::TempDir;

use super::*;

/// Exports these files, and says what became of each and what was cleared.
fn export(root: &Path, files: &[(&str, &str)]) -> (Vec<Fate>, Cleared) {
    let mut folder = Folder::open(root).unwrap();
    let fates = files
        .iter()
        .map(|(name, text)| folder.stage(name, text.as_bytes()).unwrap());
    let fates = fates.collect();
    (fates, folder.publish().unwrap())
}

fn names(root: &Path) -> Vec<String> {
    let mut waiting = vec![root.to_owned()];
    let mut names = Vec::new();
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path.clone());
            }
            names.push(
                path.strip_prefix(root)
                    .unwrap()
                    .to_string_lossy()
                    .into_owned(),
            );
        }
    }
    names.retain(|name| !name.starts_with(HOME));
    names.sort();
    names
}

#[test]
fn what_is_the_same_is_not_touched_and_what_is_gone_goes_with_its_folders() {
    let home = TempDir::new().unwrap();
    let root = home.path().join("public");
    let first = [
        ("index.html", "a"),
        ("agenda/index.html", "b"),
        ("consultations/x/index.html", "c"),
    ];
    let (fates, _) = export(&root, &first);
    assert_eq!(fates, [Fate::New; 3]);
    let before = fs::metadata(root.join("agenda/index.html")).unwrap();
    let (fates, cleared) = export(&root, &[("index.html", "A"), ("agenda/index.html", "b")]);
    assert_eq!(fates, [Fate::Changed, Fate::Unchanged]);
    assert_eq!(cleared.removed, ["consultations/x/index.html"]);
    assert_eq!(names(&root), ["agenda", "agenda/index.html", "index.html"]);
    let after = fs::metadata(root.join("agenda/index.html")).unwrap();
    assert_eq!(
        (before.ino(), before.modified().unwrap()),
        (after.ino(), after.modified().unwrap())
    );
    assert!(!root.join(HOME).join("work").exists());
}

#[test]
fn files_of_others_stay_as_they_are() {
    let home = TempDir::new().unwrap();
    let root = home.path();
    export(
        root,
        &[
            ("index.html", "a"),
            ("old/index.html", "b"),
            ("edited.xml", "c"),
        ],
    );
    fs::write(root.join("CNAME"), "agenda.example.fr").unwrap();
    fs::write(root.join("robots.txt"), "theirs").unwrap();
    fs::write(root.join("old/photo.jpg"), "theirs").unwrap();
    fs::write(root.join("edited.xml"), "by hand").unwrap();
    let (fates, cleared) = export(root, &[("index.html", "a"), ("robots.txt", "ours")]);
    assert_eq!(fates, [Fate::Unchanged, Fate::Kept]);
    assert_eq!(
        cleared,
        Cleared {
            removed: vec!["old/index.html".to_owned()],
            left: vec!["edited.xml".to_owned()]
        }
    );
    assert_eq!(
        names(root),
        [
            "CNAME",
            "edited.xml",
            "index.html",
            "old",
            "old/photo.jpg",
            "robots.txt"
        ]
    );
    assert_eq!(
        fs::read_to_string(root.join("robots.txt")).unwrap(),
        "theirs"
    );
    // Also where it is the same by chance: it does not become ours.
    fs::write(root.join("same.txt"), "same").unwrap();
    export(root, &[("same.txt", "same")]);
    export(root, &[]);
    assert_eq!(
        names(root),
        [
            "CNAME",
            "edited.xml",
            "old",
            "old/photo.jpg",
            "robots.txt",
            "same.txt"
        ]
    );
}

#[test]
fn a_folder_that_no_export_wrote_is_refused_untouched() {
    let home = TempDir::new().unwrap();
    fs::write(home.path().join("thesis.odt"), "years of work").unwrap();
    let error = Folder::open(home.path()).unwrap_err();
    assert!(
        matches!(error, Error::NotAnExport(_)) && error.is_usage(),
        "{error}"
    );
    assert_eq!(names(home.path()), ["thesis.odt"]);
    let file = home.path().join("thesis.odt");
    assert!(matches!(Folder::open(&file), Err(Error::NotAFolder(_))));
    // What version control keeps there is nobody's.
    let clone = home.path().join("pages");
    fs::create_dir_all(clone.join(".git")).unwrap();
    assert!(Folder::open(&clone).is_ok());
}

#[test]
fn one_export_at_a_time() {
    let home = TempDir::new().unwrap();
    let first = Folder::open(home.path()).unwrap();
    assert!(matches!(Folder::open(home.path()), Err(Error::Busy(_))));
    drop(first);
    assert!(Folder::open(home.path()).is_ok());
}

#[test]
fn no_link_leads_an_export_out_of_its_folder() {
    let home = TempDir::new().unwrap();
    let (root, other) = (home.path().join("public"), home.path().join("other"));
    fs::create_dir(&other).unwrap();
    export(&root, &[("index.html", "a")]);
    symlink(&other, root.join("agenda")).unwrap();
    symlink(other.join("x"), root.join("rss.xml")).unwrap();
    let mut folder = Folder::open(&root).unwrap();
    let refused = folder.stage("agenda/index.html", b"b");
    assert!(matches!(refused, Err(Error::InTheWay(path)) if path.ends_with("agenda")));
    assert_eq!(folder.stage("rss.xml", b"c").unwrap(), Fate::Kept);
    assert_eq!(fs::read_dir(&other).unwrap().count(), 0);
}

#[test]
fn an_export_that_ends_early_changes_nothing_and_the_next_one_clears_up() {
    let home = TempDir::new().unwrap();
    export(home.path(), &[("index.html", "a"), ("old.xml", "b")]);
    let mut folder = Folder::open(home.path()).unwrap();
    let spooled = folder.spool(b"page").unwrap();
    assert_eq!(folder.unspool(spooled).unwrap(), b"page");
    folder.stage("index.html", b"b").unwrap();
    folder.stage("new.xml", b"c").unwrap();
    drop(folder);
    assert_eq!(names(home.path()), ["index.html", "old.xml"]);
    assert_eq!(
        fs::read_to_string(home.path().join("index.html")).unwrap(),
        "a"
    );
    let (fates, cleared) = export(home.path(), &[("index.html", "b")]);
    assert_eq!(
        (fates, cleared.removed),
        (vec![Fate::Changed], vec!["old.xml".to_owned()])
    );
}

/// Killed at the worst moment: new files are there, the manifest of the end is not.
#[test]
fn what_a_killed_export_had_put_in_place_is_known_to_the_next() {
    let home = TempDir::new().unwrap();
    let root = home.path();
    export(root, &[("index.html", "a")]);
    let mut folder = Folder::open(root).unwrap();
    folder.stage("index.html", b"b").unwrap();
    folder.stage("new.xml", b"c").unwrap();
    folder
        .write_manifest(&folder.after.clone().and(&folder.before))
        .unwrap();
    let staged = std::mem::take(&mut folder.staged);
    let new: Vec<Staged> = staged.into_iter().filter(|file| file.is_new).collect();
    folder.put_in_place(&new).unwrap();
    drop(folder);
    let (fates, cleared) = export(root, &[("index.html", "b")]);
    assert_eq!(
        (fates, cleared.removed),
        (vec![Fate::Changed], vec!["new.xml".to_owned()])
    );
    assert_eq!(names(root), ["index.html"]);
}

#[test]
fn a_manifest_that_cannot_be_read_stops_the_export() {
    let home = TempDir::new().unwrap();
    export(home.path(), &[("index.html", "a")]);
    fs::write(home.path().join(HOME).join("manifest.json"), "{").unwrap();
    let error = Folder::open(home.path()).unwrap_err();
    assert!(error.to_string().contains("manifest.json"), "{error}");
    assert_eq!(names(home.path()), ["index.html"]);
}
