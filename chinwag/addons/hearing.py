"""What an add-on hears by the webhooks of its descriptor, and what it comes to hear by a newer one."""

from collections.abc import Iterable

from chinwag.webhooks.model import WebhookChoice


def newly_heard(before: Iterable[WebhookChoice], after: Iterable[WebhookChoice]) -> list[str]:
    """What the newer webhooks hear and the older ones did not, as `event` or `event with pattern`, each once."""
    known = {_said(hook) for hook in before}
    return list(dict.fromkeys(_said(hook) for hook in after if known.isdisjoint({hook.event, _said(hook)})))


def _said(hook: WebhookChoice) -> str:
    return f"{hook.event} with {hook.pattern}" if hook.pattern else hook.event
