"""What must never be made up: identifiers, credentials, money, quantities, permissions; told by the
words of a name.
"""

import ast
import re

from .origins import last_name

CREDENTIALS = frozenset(
    """key apikey token tokens jwt bearer secret secrets password passwords passwd pwd passphrase
    passcode credential credentials auth oauth authorization authorisation authenticated authorized
    authorised private signature cert certificate certificates salt nonce otp mfa totp csrf cookie
    pin ssn cvv cvc login""".split()
)
IDENTIFIERS = frozenset(
    """id ids uid gid oid pid sid uuid guid identifier identifiers isin cusip sedol sku skus ean
    isbn upc gtin imei vin barcode serial symbol symbols ticker tickers account accounts acct accts
    client clients customer customers user users username email emails mail phone msisdn iban bic
    swift card cards lei wkn reference invoice invoices passport""".split()
)
PERMISSIONS = frozenset(
    """role roles permission permissions perm perms privilege privileges scope scopes acl admin
    superuser sudo grant grants granted access allowed allow clearance entitlement entitlements
    owner owners""".split()
)
MONEY = frozenset(
    """price prices px amount amounts amt balance balances bal cost costs fee fees tax taxes vat
    discount discounts commission commissions money cash payment payments payout payouts salary
    salaries wage wages pay paycheck bonus pnl profit loss revenue income earnings turnover budget
    funds equity nav currency fx cents pence eur usd gbp total totals subtotal sum gross deposit
    deposits withdrawal withdrawals refund refunds rebate charge charges credit credits debit debits
    debt owed due bid bids ask asks quote quotes premium dividend dividends coupon interest apr
    strike notional leverage margin collateral""".split()
)
QUANTITIES = frozenset(
    """quantity quantities qty quant lot lots units stake stakes position positions pos volume
    volumes vol exposure exposures stock stocks inventory holding holdings pieces pcs dose doses
    dosage contracts headcount side""".split()
)
# Whether what is done is done in earnest.
SWITCHES = re.compile(r"dry_?run|test_?net|paper_?(mode|trad\w+)|live_?(mode|trad\w+)", re.I)
SENSITIVE = CREDENTIALS | IDENTIFIERS | PERMISSIONS | MONEY | QUANTITIES
# Words written together: orderid, userId's lower-case form, unitprice.
JOINED = re.compile(
    r"(user|order|account|acct|customer|client|trade|item|product|device|session|request|"
    r"message|msg|payment|invoice|record|job|task|event|row"
    r"|parent|member|employee|person|ticket)(id|no|nr|key)$|"
    r"(unit|list|sale|net|gross|buy|sell|entry|exit|limit|stop|open|close)(price|px|amount|qty)$"
    r"|(api|access|secret|private|public)key$|(is|has)?(admin|superuser)$|"
    r"order(size|qty|quantity)$|share_?count$"
)
# What is about such a thing and is none itself: where it lies, how it is shown, how often it is
# asked for.
ABOUT = frozenset(
    """url uri path file files filename dir directory folder host hostname port topic queue table
    format interval seconds timeout agent prefix suffix encoding ttl level color colour template
    precision decimals digits places retries locale label title endpoint schema page""".split()
)
SIZED = frozenset("order orders trade trades bet clip block ticket".split())
COLLECTIONS = frozenset(w for w in SENSITIVE if w.endswith("s")) | frozenset(
    "inventory portfolio acl balance pnl permission auth".split()
)


def words(name):
    return [w.lower() for w in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", str(name))]


def sensitive(*names):
    """The word that forbids a made-up value, or None."""
    return next((w for n in names for w in [sensitive_word(n)] if w), None)


def sensitive_word(name):
    parts = words(name)
    about = len(parts) > 1 and parts[-1] in ABOUT and not (set(parts) & PERMISSIONS)
    for word in parts:
        if word in CREDENTIALS or not about and (word in SENSITIVE or JOINED.match(word)):
            return word
    if SWITCHES.search(str(name)):
        return str(name)
    return "size" if not about and {"size", "sizes"} & set(parts) and SIZED & set(parts) else None


def collection(name):
    """The word by which a mapping is one of such things, such as prices or permissions, or None."""
    return next((w for w in words(name) if w in COLLECTIONS), None)


def forbidden(source, read, base, keys):
    """The word that forbids a default for a read: of its keys, of what is asked, or of what the
    value is used for; or None.
    """
    return (
        sensitive(*[k for k in keys if isinstance(k, str)])
        or collection(last_name(base))
        or sensitive(*destinations(source, read))
    )


def destinations(source, read):
    """The names that a read's value is given: variables, arguments, keys of a record."""
    node, parent = read, source.parents[read]
    while (
        isinstance(parent, (ast.BinOp, ast.UnaryOp))
        or isinstance(parent, ast.Call)
        and last_name(parent.func) in ("float", "int", "Decimal", "round", "abs")
    ):
        node, parent = parent, source.parents[parent]
    if isinstance(parent, ast.keyword) and parent.arg:
        yield parent.arg
    if isinstance(parent, ast.Dict):
        yield from (
            k.value
            for k, v in zip(parent.keys, parent.values)
            if v is node and isinstance(k, ast.Constant)
        )
    targets = (
        parent.targets
        if isinstance(parent, ast.Assign)
        else (
            [parent.target]
            if isinstance(parent, (ast.AugAssign, ast.AnnAssign, ast.NamedExpr))
            else []
        )
    )
    yield from (last_name(t) for t in targets if t is not node)
