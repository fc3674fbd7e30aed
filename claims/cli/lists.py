"""`claims metrics`: what can be counted."""

from claims.cli.app import Form, Format, VocabularyFile, app
from claims.cli.paper import console, print_records, table


@app.command()
def metrics(vocabulary: VocabularyFile = None, form: Format = Form.TABLE) -> None:
    """List what can be counted.

    With how it is counted, and what other schemes call it.
    """
    from claims.vocabulary import load_vocabulary

    found = load_vocabulary(vocabulary).metrics.values()
    if form is not Form.TABLE:
        print_records("metrics", found, form)
        return
    rows = [
        (
            metric.slug,
            metric.label,
            metric.counts,
            metric.counting,
            ", ".join(f"{k}: {v}" for k, v in metric.names.items()),
        )
        for metric in found
    ]
    console().print(table("Metrics", ("Slug", "Label", "Counts", "Counting", "Elsewhere"), rows))
