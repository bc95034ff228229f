#!/bin/sh
# Deletes the one Initial migration and writes it anew from the model. Only until the first release: from then on each change is a migration of its own.
set -eu
cd "$(dirname "$0")/../.."
project=src/UtilityBilling.EntityFrameworkCore
rm -rf "$project/Migrations"
dotnet tool restore
dotnet ef migrations add Initial --project "$project" --startup-project "$project" --output-dir Migrations
