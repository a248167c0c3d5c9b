#!/bin/sh
# Finds an amount that the new column cannot hold, and says so.
set -eu
echo "adding the column 'amount' to 'invoices'"
echo "ERROR: invoice 4711: '12,50 EUR' is no number" >&2
exit 4
