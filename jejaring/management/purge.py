"""Bootstrap's style sheet, cut down to what crispy's templates and ours use."""

import re
from collections.abc import Iterator

# Class names that stay. Rules for bare elements (Bootstrap's "reboot") stay too.
KEPT_CLASSES = re.compile(
    r"form-(label|text|control|control-plaintext|select|check|check-inline|check-input|check-label)"
    r"|is-invalid|invalid-feedback|input-group|input-group-text"
    r"|row|col|col-(4|6|8|12)|col-(sm|md)|col-md-(4|6|8)"
    r"|btn|disabled|alert|alert-heading"
    r"|m-0|mb-[0-3]|pt-0|fs-6|text-break|visually-hidden|visually-hidden-focusable"
)
CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")


def blocks(css: str) -> Iterator[tuple[str, str]]:
    """Split a style sheet without comments into (prelude, body), one pair a rule."""
    depth, start, prelude = 0, 0, ""
    for match in re.finditer(r'"[^"]*"|[{}]', css):
        if match[0] == "{":
            if depth == 0:
                prelude, start = css[start : match.start()].strip(), match.end()
            depth += 1
        elif match[0] == "}":
            depth -= 1
            if depth == 0:
                yield prelude, css[start : match.start()]
                start = match.end()


def split(text: str, separator: str) -> list[str]:
    """Split at a separator that stands outside quotes and brackets."""
    pieces, depth, quoted, current = [], 0, False, ""
    for letter in text:
        quoted ^= letter == '"'
        depth += (letter == "(") - (letter == ")")
        if letter == separator and depth == 0 and not quoted:
            pieces.append(current.strip())
            current = ""
        else:
            current += letter
    pieces.append(current.strip())
    return [piece for piece in pieces if piece]


def is_kept(selector: str) -> bool:
    """Whether a selector names only classes we keep; themes and scripts' states are not ours."""
    if "data-bs-" in selector or "::-webkit-date" in selector:
        return False
    return all(KEPT_CLASSES.fullmatch(name) for name in CLASS.findall(selector))


def kept_rules(css: str) -> str:
    """The rules with a selector worth keeping, those inside media queries too."""
    kept = []
    for prelude, body in blocks(css):
        if prelude.startswith(("@media", "@supports")):
            if inner := kept_rules(body):
                kept.append(f"{prelude}{{{inner}}}")
        elif prelude.startswith("@"):
            continue
        elif selectors := [s for s in split(prelude, ",") if is_kept(s)]:
            kept.append(f"{','.join(selectors)}{{{';'.join(split(body, ';'))}}}")
    return "".join(kept)


def without_unread_variables(css: str) -> str:
    """Drop custom properties nobody reads, until none is left."""
    written = set(re.findall(r"(?<=[{;])(--[\w-]+):", css))
    unread = written - set(re.findall(r"var\(\s*(--[\w-]+)", css))
    if not unread:
        return css
    names = "|".join(sorted(unread))
    css = re.sub(rf"(?<=[{{;])(?:{names}):[^;{{}}]*(?:;|(?=}}))", "", css)
    return without_unread_variables(re.sub(r"[^{}]+\{\}", "", css))


def purge(css: str) -> str:
    """Bootstrap's style sheet without what we never use, on one line, its notice kept."""
    notice = re.search(r"/\*!.*?\*/", css, re.DOTALL)
    css = re.sub(r'/\*.*?\*/|@charset "[^"]*";', "", css, flags=re.DOTALL)
    css = without_unread_variables(kept_rules(re.sub(r"\s+", " ", css)))
    css = re.sub(r"\s*([{};,>])\s*|(?<=[\w-]):\s+(?=[^{}]*[;}])", lambda m: m[1] or ":", css)
    css = css.replace(";}", "}")
    return f"{notice[0] if notice else ''}\n{css}\n"
