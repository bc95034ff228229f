using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Bills;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.BillingScope;
using UtilityBilling.Documents;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Bulk;

namespace UtilityBilling.Billing.WinterAverages;

internal sealed class WinterExchange(
    IUtilityBillingDbContext database, BulkWriter bulk, WinterContextLoader loader, WinterCalculator calculator, WinterBatchFactory batches, WinterBatchWriter writer, IBillingScopeIntegrationService scope,
    IAccountDirectory accounts, IPermissionChecker permissions) : IWinterAverageExchange
{
    private const int LargestFile = 1_000_000;
    private const int MostLines = 5000;
    private const int MostChanges = 100_000;
    private const int LongestName = 200;
    private const string Refusal = "Billing:Winter.Line.";

    public async Task<Guid> ImportAsync(Stream content, string fileName, string service, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(fileName);
        await permissions.CheckAsync(BillingPermissions.WinterAverages.Prepare, cancellationToken).ConfigureAwait(false);
        var upload = await SmallFile.ReadAsync(content, LargestFile, cancellationToken).ConfigureAwait(false) ?? throw new BusinessException("Billing:Winter.FileTooLarge").ForField("Upload");
        var hash = upload.Hash;
        var known = await database.Set<WinterAverageBatch>().Where(b => b.FileHash == hash && b.State != WinterBatchState.Cancelled).Select(b => (int?)b.Number).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (known is { } number)
            throw new BusinessException("Billing:Winter.SameFile").WithData("Number", number).ForField("Upload");
        var file = PartnerFile.Read(upload.Text);
        if (file.Missing.Count > 0)
            throw new BusinessException("Billing:Winter.ColumnsMissing").WithData("Columns", string.Join(", ", file.Missing)).ForField("Upload");
        if (file.Lines.Count > MostLines || file.Lines.Select(l => l.EffectiveFrom).FirstOrDefault(d => d is not null) is not { } effective)
            throw new BusinessException("Billing:Winter.FileWithoutDate").WithData("Lines", MostLines).ForField("Upload");

        var context = await loader.LoadAsync(service, effective, effective.AddDays(-1), effective, cancellationToken).ConfigureAwait(false);
        var batch = await batches.FileAsync(context, fileName.Length > LongestName ? fileName[..LongestName] : fileName, hash, cancellationToken).ConfigureAwait(false);
        database.Set<WinterAverageBatch>().Add(batch);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        var refused = new List<RefusedLine>();
        var rows = await RowsAsync(batch.Id, context, file.Lines, refused, cancellationToken).ConfigureAwait(false);
        batch.RefusedLines = JsonSerializer.Serialize(refused.OrderBy(r => r.Line));
        await writer.SaveAsync(batch.Id, rows, 1, cancellationToken).ConfigureAwait(false);
        return batch.Id;
    }

    public async Task<IReadOnlyList<WinterExchangeRow>> ChangesAsync(string service, DateOnly from, DateOnly through, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.WinterAverages.View, cancellationToken).ConfigureAwait(false);
        var changes = await bulk.QueryAsync(
            """
            select r.account_number, r.occupancy_id, r.old_value, r.value, b.effective_from
            from billing.winter_average_batches b
            join billing.winter_average_rows r on r.tenant_id = b.tenant_id and r.batch_id = b.id
            where b.state = 'Approved' and b.service = $1 and b.effective_from between $2 and $3
              and r.value is not null and r.value is distinct from r.old_value and r.source <> 'PartnerFile'
            order by b.effective_from, r.account_number, b.number limit $4
            """,
            [Arg.Of(service), Arg.Of(from), Arg.Of(through), Arg.Of(MostChanges)],
            r => (Account: r.GetString(0), Occupancy: r.GetGuid(1), Old: r.IsDBNull(2) ? (decimal?)null : r.GetDecimal(2), New: r.GetDecimal(3), From: r.GetFieldValue<DateOnly>(4)), cancellationToken).ConfigureAwait(false);
        var cards = await accounts.ByOccupancyAsync([.. changes.Select(c => c.Occupancy).Distinct()], cancellationToken).ConfigureAwait(false);
        return changes.ConvertAll(c => new WinterExchangeRow(c.Account, cards.GetValueOrDefault(c.Occupancy)?.Address ?? "", c.Old, c.New, c.From));
    }

    /// <summary>The rows of the lines that can be taken; every other line says why not.</summary>
    private async Task<List<WinterAverageRow>> RowsAsync(Guid batchId, WinterContext context, IReadOnlyList<PartnerLine> lines, List<RefusedLine> refused, CancellationToken cancellationToken)
    {
        var taken = new Dictionary<Guid, (PartnerLine Line, decimal Value)>();
        var named = await accounts.ByNumberAsync([.. lines.Select(l => l.Account).Distinct(StringComparer.Ordinal)], cancellationToken).ConfigureAwait(false);
        foreach (var line in lines)
            if (Well(line) is { } value)
            {
                if (!named.TryGetValue(line.Account, out var account))
                    Refuse(line, "AccountUnknown");
                else if (!taken.TryAdd(account, (line, value)))
                    Refuse(line, "Twice");
            }

        var day = context.EffectiveFrom;
        var places = await scope.AgreementsAsync([.. taken.Keys], context.Service, day, day.AddDays(1), cancellationToken).ConfigureAwait(false);
        var billed = await BilledAsync([.. places.Select(p => p.AgreementId)], day, cancellationToken).ConfigureAwait(false);
        var rows = new List<WinterAverageRow>(places.Count);
        foreach (var cycle in places.Where(p => !billed.ContainsKey(p.AgreementId)).GroupBy(p => p.CycleId))
        {
            var figures = await loader.CycleAsync(cycle.Key, context.After, context.Through, cancellationToken).ConfigureAwait(false);
            var occupancies = await scope.LoadAsync([.. cycle.Select(p => p.OccupancyId).Distinct()], cycle.Key, day, day.AddDays(1), cancellationToken).ConfigureAwait(false);
            rows.AddRange(await calculator.GivenAsync(batchId, context, figures, occupancies, cycle.ToDictionary(p => p.AgreementId, p => taken[p.AccountId].Value), WinterAverageSource.PartnerFile, cancellationToken).ConfigureAwait(false));
        }

        foreach (var row in rows.FindAll(r => !SameOld(taken[r.AccountId].Line, r)))
            Refuse(taken[row.AccountId].Line, "OldDiffers", ("Theirs", taken[row.AccountId].Line.Old), ("Ours", row.OldValue is { } ours ? Figure(ours) : "–"));
        rows.RemoveAll(r => !SameOld(taken[r.AccountId].Line, r));

        foreach (var place in places.Where(p => billed.ContainsKey(p.AgreementId)))
            Refuse(taken[place.AccountId].Line, "Billed", ("Date", WinterContextLoader.Iso(billed[place.AgreementId])));
        var (known, changed) = (refused.Select(r => r.Line).ToHashSet(), rows.Select(r => r.AccountId).ToHashSet());
        foreach (var (account, (line, _)) in taken)
            if (!known.Contains(line.Line) && !changed.Contains(account))
                Refuse(line, "NotBilledByIt");
        return rows;

        // The new value of a line that says what it must.
        decimal? Well(PartnerLine line)
        {
            var value = PartnerLine.Volume(line.New);
            if (value is null || (line.Old.Length > 0 && PartnerLine.Volume(line.Old) is null))
                Refuse(line, "NotANumber", ("Value", value is null ? line.New : line.Old));
            else if (line.EffectiveFrom is not { } from)
                Refuse(line, "NoDate", ("Value", line.Effective));
            else if (from != context.EffectiveFrom)
                Refuse(line, "OtherDate", ("Date", WinterContextLoader.Iso(from)), ("First", WinterContextLoader.Iso(context.EffectiveFrom)));
            else
                return value;
            return null;
        }

        void Refuse(PartnerLine line, string why, params ReadOnlySpan<(string Name, string Value)> values)
        {
            var data = new Dictionary<string, string> { ["Account"] = line.Account };
            foreach (var (name, value) in values)
                data[name] = value;
            refused.Add(new RefusedLine(line.Line, line.Account, Refusal + why, data));
        }
    }

    /// <summary>Nobody's old value is written as nothing; what we bill by otherwise must be what the partner thinks.</summary>
    private static bool SameOld(PartnerLine line, WinterAverageRow row) => line.Old.Length == 0 ? row.OldValue is null : row.OldValue == PartnerLine.Volume(line.Old);

    /// <summary>The last bill dated on or after the day, for agreements that have one.</summary>
    private async Task<Dictionary<Guid, DateOnly>> BilledAsync(Guid[] agreements, DateOnly day, CancellationToken cancellationToken) =>
        (await bulk.QueryAsync(
            $"""
            select c.agreement_id, max(b.bill_date) from billing.coverage c
            join billing.bills b on b.tenant_id = c.tenant_id and b.id = c.bill_id and b.bill_date >= $2
            where c.agreement_id = any($1)
              and {Standing.Coverage("c")}
            group by c.agreement_id
            """,
            [new NpgsqlParameter { Value = agreements, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid }, Arg.Of(day)], r => (Agreement: r.GetGuid(0), Date: r.GetFieldValue<DateOnly>(1)), cancellationToken).ConfigureAwait(false))
        .ToDictionary(b => b.Agreement, b => b.Date);

    private static string Figure(decimal value) => value.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture);
}
