"""What a person would keep of each message of the three corpora (shared/data/5-wiki-mail), written by hand.

The corpora's own expectations are followed: email-crisp/test.js, email-talon/*_reply_text. COMMON is the
paragraph most of crisp's messages answer with. A pair is what must be there and what must not.
"""

import os
from email import message_from_bytes
from pathlib import Path

COMMON = "Fusce bibendum, quam hendrerit sagittis tempor"
Keeps = str | tuple[tuple[str, ...], tuple[str, ...]]

_COMMON_ALONE = """
    7 8 9 10 11 12 13 14 15 16 17 18 22 23 24 25 26 portuguese german german_2 german_3 german_outlook
    norwegian_gmail finnish italian russian outlook_split_line_from gmail_split_line_from ios_outlook_fr
    ios_outlook msn fr_multiline french_2 en_multiline_2 original_message original_message_2
    danish_dash_separator french_dash_separator tricky_5_mixed_languages tricky_10_special_chars_in_name
    tricky_12_no_space_after_header tricky_14_long_quote_header tricky_15_original_message_variations
""".split()  # noqa: SIM905
_ANOTHER = "Here is another email"
CRISP: dict[str, Keeps] = {
    **{f"email_{name}": COMMON for name in _COMMON_ALONE},
    "email_1": (("Hi folks", "-Abhishek Kona"), ("mailing list",)),
    "email_2": (("Hi,", "You can list the keys", "would do it."), ("Hi folks", "riak-users mailing list")),
    "email_3": (("Oh thanks.", "-Abhishek Kona"), ("wrote:", "riak-users")),
    "email_4": "Awesome! I haven't had another problem with it.",
    "email_5": (("One:", "Two:"), ()),
    "email_6": (("I get proper rendering as well.",), ("Was this caching", "wrote:")),
    "email_19": (("On Thursday, I get proper rendering.",), ("Was this caching", "wrote:")),
    "email_20": "On Thursday.",
    "email_21": (("On Thursday:", "Lorem ipsum"), ()),
    "email_2_1": "Outlook with a reply",
    "email_blackberry": _ANOTHER,
    "email_iphone": _ANOTHER,
    "email_multi_word_sent_from_my_mobile_device": _ANOTHER,
    "email_sent_from_my_not_signature": ((_ANOTHER, "Sent from my desk, is much easier"), ()),
    "email_sent_from": "Hi it can happen to any texts you type, as long as you type in between words or paragraphs.",
    "email_bullets": (("test 2", "- how about bullets", "- and another"), ("Give us an example", "Joe Smith")),
    "email_custom_quote_header": "Thank you!",
    "email_customer_quote_header_2": "Thank you very much.",
    "email_customer_quote_header_3": (("bonjour,", "merci d'avance"), ("Someone Somewhere", "cdt")),
    "email_thread": "This is new email reply in thread from bellow.",
    "email_unquoted_reply": "This is my reply.",
    "email_one_is_not_on": (("Thank, this is really", "when I run..."), ("Dave Tapley", "better query")),
    "email_emoji": "🎉\n\n—\nJohn Doe\nCEO at Pandaland\n\n@pandaland",
    "correct_sig": "this is an email with a correct -- signature.",
    "sig_no_empty_line": (("this is an email",), ("rick",)),
    "email_not_a_signature": (("Registration Jun 27", "Super Domain Name Manager"), ()),
    "email_not_a_signature_2": (("-- first point", "Thanks!"), ()),
    "email_reply_header": (("On the other hand", "Stranger"), ("Mister Example", "mrmister")),
    "email_zoho": "What is the best way to clear a Riak bucket of all key, values after\nrunning a test?",
    "email_with_regards": "Hi,\n\nI still have the same problem....\n\nCan you help?",
    "email_tricky_1_on_false_positive": (("On the surface", "performance is great"), ()),
    "email_tricky_2_url_with_wrote": (("Check out this article", "https://example.com"), ()),
    "email_tricky_3_code_block": (("function sendEmail",), ()),
    "email_tricky_4_from_in_body": (("I need to parse", "This is the actual message content."), ()),
    "email_tricky_6_regards_in_sentence": (("with regards to the payment",), ()),
    "email_tricky_7_multiple_dashes": (("Key Points", "just separators"), ()),
    "email_tricky_8_sent_from_in_content": (("sent from my iPhone app", "the main server."), ()),
    "email_tricky_9_nested_quotes": "I agree with the points below.",
    "email_tricky_11_double_signature": (("Thanks for your help!",), ("Example Corp",)),
    "email_tricky_13_timestamp_variations": (("different timestamp formats", "not quote headers."), ()),
    "email_tricky_16_unicode_signatures": (("Thanks for the update!",), ()),
    "email_tricky_17_forward_header": "See the forwarded message below.",
    "email_tricky_18_inline_reply": (("option A is great.", "Option C is not suitable"), ("What about", "wrote:")),
    "email_tricky_19_quote_without_header": (("I wanted to respond", "my final thoughts."), ("Another quoted",)),
    "email_tricky_20_html_entities": (("&gt; 100 and &lt; 200",), ()),
}  # fmt: skip
# Marks crisp's test replaces by what it means; no message by themselves.
NO_MESSAGE = {"email_with_date_headers", "email_with_from_headers"}


def folder() -> Path | None:
    """Where the corpora are, where they are."""
    found = Path(os.environ.get("PARVIS_SHARED_DATA", "../shared/data")) / "5-wiki-mail"
    return found if found.is_dir() else None


def keeps_well(said: str, keeps: Keeps) -> bool:
    """Whether what was kept is what a person would keep."""
    if keeps == COMMON:
        return said.startswith(COMMON) and said.strip().endswith("nec nec nibh.")
    if isinstance(keeps, str):
        return said.strip() == keeps
    return all(part in said for part in keeps[0]) and not any(part in said for part in keeps[1])


def bodies(path: Path) -> dict[str, str]:
    """The plain and the HTML body of a message of talon's."""
    parts = message_from_bytes(path.read_bytes()).walk()
    return {
        part.get_content_subtype(): part.get_payload(decode=True).decode(
            part.get_content_charset() or "utf-8", "replace"
        )
        for part in parts
        if part.get_content_maintype() == "text"
    }
