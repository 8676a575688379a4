"""Judge the repository that a deploy is to push to: git does what a repository on this machine is set up to do.

One in the site's folder may have come with it, so it may hold nothing but what `git init --bare` makes, and branches:
hooks, and many settings, are commands. The `.git` of the site itself is the author's own; no clone brings one."""

import os
from pathlib import Path
from urllib.parse import unquote

from builder.deploying.tool import Tool
from builder.model.errors import BuilderError

# What git writes into a new repository, and what a host of branches needs.
_SETTINGS = frozenset(
    (
        "core.bare", "core.filemode", "core.ignorecase", "core.logallrefupdates", "core.precomposeunicode",
        "core.repositoryformatversion", "core.sharedrepository", "core.symlinks", "extensions.objectformat",
        "http.receivepack", "receive.denycurrentbranch", "receive.denydeletes", "receive.denynonfastforwards",
    )
)  # fmt: skip
# What leads git to settings and objects elsewhere.
_LEADING_ELSEWHERE = (
    "commondir",
    "gitdir",
    "config.worktree",
    "objects/info/alternates",
    "objects/info/http-alternates",
)


def refuse_what_came_with_the_site(url: str, site: Path, tool: Tool) -> None:
    """Raise BuilderError where a repository lies in the site's folder and is set up to do more than hold branches."""
    repository = _repository_at(url, site)
    if repository is None:
        return
    for found in (repository, repository.with_name(f"{repository.name}.git")):
        what = _more_than_branches(found, tool) if found.exists() else None
        if what:
            raise BuilderError(
                f"{tool.where}: that repository is in the site's folder and {what}, which may have come with the "
                "site: use a repository elsewhere"
            )


def _repository_at(url: str, site: Path) -> Path | None:
    """Find a repository in the site's folder; None for one elsewhere, and for the site's own."""
    before, colon, _ = url.partition(":")
    if url.lower().startswith("file://"):
        path = "/" + unquote(url).partition("://")[2].partition("/")[2]
    elif colon and "/" not in before:
        return None
    else:
        path = url
    top, repository = site.resolve(), (site / path).resolve()
    if not repository.is_relative_to(top) or repository == top:
        return None
    return None if repository.relative_to(top).parts[0] == ".git" else repository


def _more_than_branches(repository: Path, tool: Tool) -> str | None:
    if not (repository / "HEAD").is_file():
        return "is not bare"
    for folder, folders, files in os.walk(repository):
        for name in (*folders, *files):
            if os.path.islink(os.path.join(folder, name)):
                return f"holds the link {name}"
    elsewhere = [name for name in _LEADING_ELSEWHERE if (repository / name).exists()]
    if elsewhere:
        return f"holds {elsewhere[0]}"
    hooks = repository / "hooks"
    own = sorted(name for name in os.listdir(hooks) if not name.endswith(".sample")) if hooks.is_dir() else []
    if own:
        return f"has the hook {own[0]}"
    listed = tool.run("config", "--file", str(repository / "config"), "--no-includes", "--list", "-z", "--name-only")
    names = listed.out.decode("utf-8", "replace").split("\0")
    more = [name for name in names if name and name not in _SETTINGS]
    return f"sets {more[0]}" if more else None
