"""Take out of a web address what serves to follow its readers: it says nothing of the page."""

from urllib.parse import parse_qsl, urlsplit

# Parameters that platforms add to see where readers come from; none of them chooses what is shown.
_TRACKING = frozenset(
    "fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid li_fat_id igshid igsh epik mc_cid "
    "mc_eid _ga _gl _openstat _hsenc _hsmi mkt_tok vero_id oly_anon_id oly_enc_id s_cid icid ocid cmpid smid smtyp "
    "ref_src ref_url rb_clickid wickedid srsltid spm xtor ns_mchannel ns_source ns_campaign ns_linkname".split()
)
_TRACKING_BEGINNINGS = ("utm_", "mtm_", "pk_", "piwik_", "hsa_", "at_campaign", "at_medium", "at_custom", "at_link_")


def without_tracking(address: str) -> str:
    """Return an address without such parameters; one that cannot be taken apart stays as it is."""
    if "?" not in address and "#" not in address:
        return address
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    kept = [part for part in parts.query.split("&") if part and not _is_tracking(part)]
    fragment = "" if parts.fragment.startswith(":~:") or _is_tracking(parts.fragment) else parts.fragment
    if len(kept) == len(parts.query.split("&")) and fragment == parts.fragment:
        return address
    return parts._replace(query="&".join(kept), fragment=fragment).geturl()


def _is_tracking(parameter: str) -> bool:
    name = next((name for name, _ in parse_qsl(parameter, keep_blank_values=True)), "").casefold()
    return name in _TRACKING or name.startswith(_TRACKING_BEGINNINGS)
