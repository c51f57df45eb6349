"""The systemd unit that keeps a watch running: started again when it fails, watched over itself, and shut in.

Only the text; where it is put is the business of whoever runs the machine (docs/guide/watch.md).
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from closewatch.terms.trouble import CaseError

_UNIT = """\
# Save as {folder}/closewatch-{name}.service, then
#   systemctl{own} daemon-reload && systemctl{own} enable --now closewatch-{name}
[Unit]
Description=Closewatch keeps watch on {shown}
Documentation=man:systemd.service(5)
Wants=network-online.target
After=network-online.target
# Whatever fails is tried again, for ever.
StartLimitIntervalSec=0

[Service]
Type=notify
ExecStart=:{program} watch {case}
{user}Restart=on-failure
RestartSec=30
# An exit code of 2 says that the call or the case.toml is wrong: no start will mend it.
RestartPreventExitStatus=2
# 130 is an end that was asked for (Ctrl+C, systemctl stop).
SuccessExitStatus=130
WatchdogSec=180
TimeoutStartSec=300
TimeoutStopSec=120
UMask=0077
# Only the case may be written to. A channel that writes a file elsewhere needs its folder here too.
ProtectSystem=strict
ReadWritePaths={case}
ProtectHome=read-only
PrivateTmp={private}
PrivateDevices=yes
NoNewPrivileges=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
CapabilityBoundingSet=
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
# Hostile input is read in processes of its own, each with a limit; this bounds all of them together.
MemoryMax=2G
TasksMax=256

[Install]
WantedBy={target}
"""


def unit_for(case: Path) -> str:
    """Write the unit of a case's watch for this machine: for root one of the system that runs as whoever owns the case, for anybody else
    one of their own.

    Raises: CaseError when a path cannot stand in a unit, or no program `closewatch` is found.
    """
    import pwd

    beside = Path(sys.executable).parent / "closewatch"
    program = str(beside) if beside.is_file() else shutil.which("closewatch")
    if program is None:
        raise CaseError("wanted the program closewatch beside Python or on the PATH, found none")
    whole = case.resolve()
    user = None
    if os.geteuid() == 0:
        try:
            user = pwd.getpwuid(whole.stat().st_uid).pw_name
        except (KeyError, OSError) as error:
            raise CaseError(f"wanted a case folder that somebody owns, found: {error} ({whole})") from error
    return unit_text(whole, os.path.abspath(program), user)


def unit_text(case: Path, program: str, user: str | None = None) -> str:
    r"""Write the unit of a case's watch; `program` is the path of `closewatch`, `user` who it runs as (None: whoever starts it).

    >>> unit = unit_text(Path("/srv/100% sure"), "/opt/closewatch/bin/closewatch", "watcher")
    >>> print(*unit.splitlines()[11:14], sep="\n")
    Type=notify
    ExecStart=:"/opt/closewatch/bin/closewatch" watch "/srv/100%% sure"
    User=watcher

    Raises: CaseError when a path is not absolute, or a name has signs that a unit cannot hold.
    """
    paths = _quoted(str(case)), _quoted(program)
    if user is not None and not (user.isascii() and user.replace("-", "").replace("_", "").replace(".", "").isalnum()):
        raise CaseError(f"wanted the name of a user, found {user!r}")
    shown = str(case).replace("%", "%%")
    hidden = any(case.is_relative_to(folder) for folder in ("/tmp", "/var/tmp"))
    return _UNIT.format(
        name="".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in case.name).strip("-").lower() or "case",
        shown=shown,
        case=paths[0],
        program=paths[1],
        user=f"User={user}\n" if user else "",
        private="no" if hidden else "yes",  # a case in /tmp would not be there
        folder="/etc/systemd/system" if user else "~/.config/systemd/user",
        own="" if user else " --user",
        target="multi-user.target" if user else "default.target",
    )


def _quoted(path: str) -> str:
    """Quote a path as units have it (systemd.syntax(7)); `%` begins a specifier. Variables are off by the `:` before the program."""
    if not path.startswith("/") or any(sign in "\"'\\" or not sign.isprintable() for sign in path):
        raise CaseError(f"wanted a full path without quotation marks, backslashes and control characters for a unit, found {path!r}")
    return '"' + path.replace("%", "%%") + '"'
