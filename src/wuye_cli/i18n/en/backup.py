"""English sentences of backup, restore and sync."""

# A sentence stays on one line, so that a search for its words finds it.
# ruff: noqa: E501

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "backup.done": "Backed up to {place}: {tickets} tickets, {commits} commits, {size}; {media} photos and scans ({copied} copied now). Read again and proved",
    "backup.people": "With the data of {persons} residents: keep the disk locked; who was erased is still in older backups, destroy them in time",
    "backup.no_people": "Without residents' data",
    "backup.hand_edits": "{count} hand edits are not committed and not in it. To have them in, first: wuye commit",
    "backup.flaws": "{count} files in media/ are damaged (not what their names say) and not in it. Find the originals elsewhere:",
    "backup.unsound": "git fsck --strict complains of the history; it is in the backup all the same. See: wuye doctor --full",
    "backup.removed": "{count} older backups removed: {names}",
    "backup.next": "To restore: wuye restore {place} FOLDER",
    "backup.step.records": "bundling the records",
    "backup.step.people": "bundling residents' data",
    "backup.step.verify": "reading it again",
    "backup.step.media": "proving photos and scans",
    "backup.step.prove": "proving the backup",
    "backup.step.copy": "copying photos and scans",
    "status.no_backup": "Never backed up: wuye backup FOLDER",
    "status.backup": "Last backup {at} ({days} days ago): {place}",
    "status.late_backup": "The last backup is {days} days old ({at}). Make another: wuye backup FOLDER",
    "restore.done": "Restored to {root}: {estate}, backed up {created_at}",
    "restore.found": "{tickets} tickets, {open} open, {persons} residents, {media} photos and scans",
    "restore.last": "The last event: {at} {id}. What was noted later is not in the backup; enter it again from paper",
    "restore.no_people": "This backup is without residents' data: everybody is shown as a resident",
    "restore.same_desk": "The desk is still {desk}: the old machine must not be used any more. If it is, remove this folder and restore with --desk new",
    "restore.no_desk": "This store has no desk code yet; it takes one at its first ticket",
    "restore.new_desk": "The new desk is {desk} (it was {was}): both machines may be used, wuye sync brings them together",
    "restore.remote": "It had a remote, which is not set here. If wanted: git remote add {name} {address}",
    "restore.next": "Next: cd {root}, then wuye check and wuye audit log ID",
    "backup_inside": "A backup cannot lie inside the store: {path}. Name another folder, best on another disk",
    "backup_running": "This store is being backed up at this moment; wait until that ends",
    "nothing_to_back_up": "The store has no commit yet, there is nothing to back up. Begin with: wuye take 3-1-0502 kitchen leak",
    "not_a_backup": "{path} is no backup (there is no manifest.json)[[. There are: {suggestions}]]. Name the folder of one backup",
    "not_empty": "{path} is not an empty folder; nothing was restored. Name one that does not exist",
    "damaged_backup": "This backup is damaged and was not restored. The file is {path}. Take another backup",
    "missing_medium": "This backup lacks the photo or scan {path} and was not restored. Bring the wuye-media that lay beside it",
    "newer_backup": "{path} has the format {schema}, which is newer than this wuye. Upgrade wuye, then restore",
    "restore_running": "Another restore is writing {path}; wait until that ends",
    "damaged_bundle": "A git bundle is damaged or not whole: {path}[[ ({reason})]]",
    "unrelated_history": "{source} and this clone have no history in common; nothing was merged. If residents' data was erased over there: move people/ away here and clone it anew from there",
    "bad_copy": "What was read is not what was written: {path}. This disk cannot be trusted; nothing was backed up, take another disk",
}
