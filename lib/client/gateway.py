"""A client of the payment gateway in Python, the twin of gateway.ts: copy this file.

It needs nothing but Python 3.9. It has no table of operations: it takes method and path as the API's document has them.
README.md says how a shop uses it.
"""

import json
import random
import re
import threading
import time
from dataclasses import dataclass, replace
from http.client import HTTPConnection, HTTPException, HTTPSConnection, HTTPMessage
from typing import Any, Callable, Optional
from urllib.parse import quote, urlsplit

WORDS = ("same_request", "new_request_allowed", "do_not_repeat", "fix_request")


@dataclass(frozen=True)
class Outcome:
    """What came of an intent, or of a read; and what the last try was answered, None where no answer came."""

    # done: it was executed, send nothing more for it; whether that means paid, the body's status says.
    # rejected: nothing was executed, and nothing will be; another try is a new intent.
    # pending: nobody knows yet; call again at come_back_at or later, with the same intent and request.
    outcome: str = "pending"
    # The gateway's word, or same_request where nobody knows. What a provider says to a read has none.
    # After fix_request nothing changes before that is repaired which `code` names.
    advice: Optional[str] = "same_request"
    status: Optional[int] = None
    headers: Optional[HTTPMessage] = None
    # None also where it is no JSON, or is not kept any more.
    body: Any = None
    # Of an error. Of what is done: idempotency_key_reused if another request than this one has done it.
    code: Optional[str] = None
    # GET /gateway/v1/operations/{operation_id} shows by it what is on record.
    operation_id: Optional[str] = None
    # Seconds since 1970.
    come_back_at: Optional[float] = None


def _parsed(text: Any) -> Any:
    try:
        return json.loads(text)
    except (TypeError, ValueError, RecursionError):
        # No text, no JSON, or nested too deeply.
        return None


def _code(body: Any) -> Optional[str]:
    """The code of an error: KOMOJU's are nested, Coiney's are flat."""
    if not isinstance(body, dict):
        return None
    error = body.get("error")
    return error.get("code") if isinstance(error, dict) else body.get("code")


def _advice(status: int, headers: HTTPMessage, is_read: bool) -> Optional[str]:
    """The word of an answer, and never its status.

    Without a word a provider has answered a read, unless it had trouble (5xx, 429), or API Gateway a body that is too
    large (413); else it comes from something in between, and nobody knows.
    """
    word = headers.get("X-Retry-Advice")
    if word in WORDS:
        return word
    is_trouble = status >= 500 or status == 429
    if is_read and not is_trouble and "X-Request-Id" in headers:
        return None
    return "fix_request" if status == 413 else "same_request"


def _next(answer: Outcome, is_only_try: bool) -> str:
    """What an answer asks for. `read`: what came of the key is not said again, but it is on record."""
    is_yes = answer.status is not None and answer.status < 300
    if answer.advice == "do_not_repeat":
        return "done" if is_yes else "read"
    if answer.advice == "same_request":
        return "read" if answer.code == "idempotency_key_reused" else "wait"
    if answer.advice == "fix_request":
        return "rejected" if is_only_try else "stop"
    return "done" if answer.advice is None and is_yes else "rejected"


def _key(intent: str) -> str:
    """The gateway takes `"a"` for `a`: an intent that is in quotes is quoted once more, to stay another one."""
    return json.dumps(intent) if re.fullmatch('".*"', intent) else intent


def wait_after(tries: int, headers: Optional[HTTPMessage]) -> float:
    """The wait after a try, in seconds: as the answer says, or longer, and each time longer."""
    own = 2.0 ** (tries - 1) if tries < 7 else 60.0
    told = headers.get("Retry-After", "") if headers is not None else ""
    return max(float(told) if re.fullmatch("[0-9]{1,9}", told) else 0.0, own / 2) + random.random() * own / 2


class Gateway:
    """A client with a key of the gateway. It keeps nothing from one call to the next, so threads may share it."""

    def __init__(self, base_url: str, key: str, timeout: float = 35.0) -> None:
        """`timeout` is of one try, in seconds: API Gateway answers within 29 s.

        A ValueError is a key that is none, or an address that does not begin with http:// or https://.
        """
        if re.fullmatch("[!-~]+", key) is None:
            raise ValueError("A key is printable ASCII without a space.")
        self._url = urlsplit(base_url)
        # Of an address where nothing can be sent no outcome would ever be known. A port that is none raises here.
        if self._url.scheme not in ("http", "https") or not self._url.hostname or self._url.port == 0:
            raise ValueError("base_url is no http(s) address.")
        self._authorization = f"Bearer {key}"
        self._timeout = timeout

    def call(
        self,
        method: str,
        path: str,
        *,
        intent: Optional[str] = None,
        body: Any = None,
        is_first_try: bool = False,
        within: float = 60.0,
        stop: Optional[threading.Event] = None,
    ) -> Outcome:
        """Carries out one operation: `call("POST", "/komoju/api/v1/payments", intent="pay-1001", body={…})`.

        `intent` is the shop's name of what it wants, and the idempotency key. **Store it with the request before the
        first call**, and send both unchanged until the outcome is definite. `is_first_try` says that nothing of it was
        sent before this call, or only what was `rejected` with `fix_request`: only then is a `fix_request` a rejection
        again; else an earlier try may have been executed, and it is `pending`.
        `within` bounds the call, in seconds; `stop` ends it before its next try.

        It does not raise for an outcome. A ValueError is a request that cannot be sent: nothing was.
        """
        if re.fullmatch(r"/[!-~]*", path) is None:
            raise ValueError("A path begins with a slash, and what is not plain in it is percent-encoded.")
        headers = {"Authorization": self._authorization}
        if method != "GET":
            if not isinstance(intent, str) or re.fullmatch(r"[!-~]{1,255}", intent) is None:
                raise ValueError("An intent is 1 to 255 of ! to ~.")
            headers["Idempotency-Key"] = _key(intent)
        if body is not None and not isinstance(body, dict):
            raise ValueError("A body is a dict.")
        # Bytes, made once: every try sends the same.
        try:
            sent = None if body is None else json.dumps(body, allow_nan=False).encode()
        except (TypeError, RecursionError) as error:
            raise ValueError(f"The body is no JSON: {error}") from error
        if sent is not None:
            headers["Content-Type"] = "application/json"
        # Not the time of day, which jumps.
        until, over = time.monotonic() + within, stop or threading.Event()

        def send() -> Outcome:
            return self._send((method, path, sent, headers), until - time.monotonic())

        def read(answer: Outcome) -> Outcome:
            return self._read_record(answer.operation_id, until - time.monotonic(), over)

        def is_only_try(tries: int) -> bool:
            # A read has done nothing, whatever it met before.
            return method == "GET" or (is_first_try and tries == 1)

        return self._insist(send, read, is_only_try, until, over, Outcome())

    def _insist(
        self,
        send: Callable[[], Outcome],
        read: Callable[[Outcome], Outcome],
        is_only_try: Callable[[int], bool],
        until: float,
        over: threading.Event,
        known: Outcome,
    ) -> Outcome:
        """Sends the same request until there is a definite answer, or the time is over."""
        operation_id, tries = known.operation_id, 0
        if over.is_set():
            return replace(known, outcome="pending", come_back_at=time.time())
        while True:
            answer, tries = send(), tries + 1
            operation_id = answer.operation_id or operation_id
            said = replace(answer, operation_id=operation_id, code=answer.code or known.code)
            after = _next(answer, is_only_try(tries))
            if after in ("done", "rejected"):
                return replace(said, outcome=after)
            if after == "read" and known.status is None:
                return self._insist(lambda: read(said), read, lambda _: False, until, over, said)
            wait = wait_after(tries, answer.headers)
            pending = replace(said, outcome="pending", come_back_at=time.time() + wait)
            if after == "stop" or time.monotonic() + wait > until or over.wait(wait):
                return pending

    def _send(self, request: tuple, left: float) -> Outcome:
        """One try, in a thread that is left behind when its time is over.

        A socket's own time-out begins anew with each byte that comes, and with each address of a name.
        """
        limit = max(min(self._timeout, left), 0.001)
        until = time.monotonic() + limit
        connect = HTTPSConnection if self._url.scheme == "https" else HTTPConnection
        connection = connect(self._url.netloc, timeout=limit)
        answers: list = []
        trying = threading.Thread(target=lambda: answers.append(self._try(connection, request, until)), daemon=True)
        trying.start()
        trying.join(limit)
        return answers[0] if answers else Outcome()

    def _try(self, connection: HTTPConnection, request: tuple, until: float) -> Outcome:
        """On a connection of its own. An answer that breaks off is none. A redirect is not followed."""
        method, path, body, headers = request
        try:
            connection.connect()
            if time.monotonic() > until:
                # The call has gone on without this try.
                return Outcome()
            connection.request(method, self._url.path.rstrip("/") + path, body, headers)
            response = connection.getresponse()
            text = response.read()
        except (OSError, HTTPException, ValueError):
            # A ValueError is an answer that is no HTTP.
            return Outcome()
        finally:
            connection.close()
        parsed = _parsed(text)
        # A yes is JSON or empty. Where only the connection's end ends it, half of it looks whole.
        is_delimited = response.chunked or response.length is not None
        if response.status < 300 and parsed is None and (text.strip() or not is_delimited):
            return Outcome()
        return Outcome(
            advice=_advice(response.status, response.headers, method == "GET"),
            status=response.status,
            headers=response.headers,
            body=parsed,
            code=_code(parsed),
            operation_id=response.headers.get("X-Operation-Id"),
        )

    def _read_record(self, operation_id: Optional[str], left: float, over: threading.Event) -> Outcome:
        """What is on record of an operation, as if its caller was answered that."""
        path = f"/gateway/v1/operations/{quote(operation_id or 'none', safe='')}"
        read = self.call("GET", path, within=left, stop=over)
        if read.outcome != "done" or not isinstance(read.body, dict):
            return replace(read, advice=read.advice or "same_request")
        result = read.body.get("result") or {}
        body = _parsed(result.get("body"))
        retry = read.body.get("retry")
        advice = retry if retry in WORDS else "same_request"
        status = result.get("status", read.status)
        return replace(read, advice=advice, status=status, body=body, code=_code(body))
