"""Where a field of the letter holds another field of the record: what was copied from the wrong line."""

from collections.abc import Mapping

from e911audit.porting.addresses import crosses, parts
from e911audit.porting.identifiers import compare_accounts, compare_phones, phone_key
from e911audit.porting.levels import Level, Verdict
from e911audit.porting.names import business_key, legal_key, trade_part
from e911audit.porting.sides import Letter, Record

DIFFERS = (Level.TOKEN_DIFF, Level.MISMATCH)
Sites = Mapping[tuple[tuple[str, str], ...], str]
"""The parts of a site's address -> its code."""


def name_is(record: Record, letter: Letter) -> str:
    """What the name of the letter is instead, "" for nothing known."""
    trade = record.dba or trade_part(record.name)
    name = legal_key(letter.name)
    if not trade or name != business_key(trade) or name == legal_key(record.name):
        return ""
    return "has the DBA of the CSR, not its name"


def service_is(record: Record, letter: Letter, found: Verdict, sites: Sites) -> str:
    """What the service address of the letter is instead."""
    if found.level not in DIFFERS:
        return ""
    if crosses(record.billing, letter.service):
        return "has the billing address of the CSR"
    site = sites.get(parts(letter.service._replace(zip="")))
    return f"has the address of site {site}, which the CSR does not know" if site else ""


def billing_is(record: Record, letter: Letter, found: Verdict) -> str:
    """What the billing address of the letter is instead."""
    differs = found.level in DIFFERS
    return "has the service address of the CSR" if differs and crosses(record.service, letter.billing) else ""


def account_is(record: Record, letter: Letter) -> str:
    """What the account number of the letter is instead."""
    differs = compare_accounts(record.account, letter.account).level in DIFFERS
    is_btn = bool(record.btn) and phone_key(letter.account) == phone_key(record.btn)
    return "has the billing number of the CSR, not its account number" if differs and is_btn else ""


def btn_is(record: Record, letter: Letter) -> str:
    """What the billing number of the letter is instead."""
    differs = compare_phones(record.btn, letter.btn).level == Level.MISMATCH
    return "has another number of the account" if differs and letter.btn in record.numbers else ""
