"""Debian's list of mounts, as it names the sticks."""

from pathlib import Path

import pytest

from kpm_desktop.packages import drives


def test_drives_are_read_from_the_list_of_mounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    place = tmp_path / "KPM STICK"
    place.mkdir()
    escaped = str(place).replace(" ", "\\040")
    mounts.write_text(
        f"/dev/sdz1 {escaped} vfat rw,nosuid 0 0\n/dev/sda1 / ext4 rw 0 0\n"
        "/dev/sdz2 /tidak/ada exfat ro 0 0\n"
    )
    monkeypatch.setattr(drives, "_is_removable", lambda device: device.startswith("/dev/sdz"))
    [drive] = drives._linux_drives(mounts)
    assert (drive.root, drive.filesystem, drive.is_usable) == (place, "vfat", True)
    assert drive.label == "KPM STICK"
    assert 0 < drive.free <= drive.total
