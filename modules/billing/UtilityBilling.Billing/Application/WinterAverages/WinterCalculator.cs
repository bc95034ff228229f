using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Rating;
using UtilityBilling.Customers.BillingScope;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Metering.Usage;

namespace UtilityBilling.Billing.WinterAverages;

/// <summary>Works out the rows of a batch, a page of occupancies at a time: reads, the tariff's rule, the value before, and what the change does to a bill.</summary>
internal sealed class WinterCalculator(BulkWriter bulk, IUsageIntegrationService usage, IGuidGenerator guids)
{
    /// <summary>One row for each agreement that is billed by a winter average, and how many of the service are not.</summary>
    public async Task<(List<WinterAverageRow> Rows, int NotBilledByIt)> RowsAsync(
        Guid batchId, WinterContext context, WinterCycle cycle, IReadOnlyList<OccupancyForBilling> occupancies, CancellationToken cancellationToken)
    {
        var usageFrom = context.Tariff.Service(context.Service)!.UsageFrom;
        var agreements = occupancies.SelectMany(o => o.Agreements.Where(a => a.Service == context.Service).Select(a => (Occupancy: o, Agreement: a, Sources: WinterReads.SourcesOf(o, a, usageFrom)))).ToList();
        var points = await PointsAsync(agreements.SelectMany(a => a.Sources.Points), context, cancellationToken).ConfigureAwait(false);
        var old = await OldValuesAsync([.. agreements.Select(a => a.Agreement.AgreementId)], context.EffectiveFrom, cancellationToken).ConfigureAwait(false);
        var leaks = await LeaksAsync([.. occupancies.Select(o => o.AccountId).Distinct()], context, cancellationToken).ConfigureAwait(false);
        var rows = new List<WinterAverageRow>(agreements.Count);
        foreach (var (occupancy, agreement, sources) in agreements)
        {
            var rating = new WinterRating(context, cycle, occupancy, agreement, SizeOf(sources.Points, points));
            var periods = WinterReads.Periods(agreement, sources.Points, sources.Fixed, points, cycle.Spans, context.Tariff, context.FollowsHouse);
            var volume = rating.Average([.. periods.Where(p => p.LeftOut is null).Select(p => p.Usage)]);
            if (!volume.IsBilledByIt)
                continue;
            rows.Add(Row(batchId, context, rating, WinterReads.Marked(periods, volume), volume, old.GetValueOrDefault(agreement.AgreementId), leaks.Contains(occupancy.AccountId)));
        }
        return (rows, agreements.Count - rows.Count);
    }

    /// <summary>Rows whose values somebody says, a single change or a partner's lines; an agreement that no charge bills by a winter average gets none.</summary>
    public async Task<List<WinterAverageRow>> GivenAsync(
        Guid batchId, WinterContext context, WinterCycle cycle, IReadOnlyList<OccupancyForBilling> occupancies, IReadOnlyDictionary<Guid, decimal> given, WinterAverageSource source, CancellationToken cancellationToken)
    {
        var usageFrom = context.Tariff.Service(context.Service)!.UsageFrom;
        var agreements = occupancies.SelectMany(o => o.Agreements.Where(a => given.ContainsKey(a.AgreementId)).Select(a => (Occupancy: o, Agreement: a, WinterReads.SourcesOf(o, a, usageFrom).Points))).ToList();
        var points = await PointsAsync(agreements.SelectMany(a => a.Points), context, cancellationToken).ConfigureAwait(false);
        var old = await OldValuesAsync([.. given.Keys], context.EffectiveFrom, cancellationToken).ConfigureAwait(false);
        var rows = new List<WinterAverageRow>(agreements.Count);
        foreach (var (occupancy, agreement, sources) in agreements)
        {
            var rating = new WinterRating(context, cycle, occupancy, agreement, SizeOf(sources, points));
            var volume = rating.Limited(given[agreement.AgreementId]);
            if (!volume.IsBilledByIt)
                continue;
            var row = Row(batchId, context, rating, [], volume, old.GetValueOrDefault(agreement.AgreementId), leak: false);
            row.Source = source;
            rows.Add(row);
        }
        return rows;
    }

    /// <summary>Works out anew what a bill makes of a row's value, after it was put right or that was taken back.</summary>
    public async Task RateAgainAsync(WinterAverageRow row, WinterContext context, WinterCycle cycle, OccupancyForBilling occupancy, CancellationToken cancellationToken)
    {
        var rating = await RatingAsync(context, cycle, occupancy, row.AgreementId, cancellationToken).ConfigureAwait(false);
        var volume = row.Value is { } value ? rating.Limited(value) : null;
        row.Billed = volume?.Billed;
        row.BillEffect = row.Value is { } now ? rating.Difference(row.OldValue, now) : null;
        row.Flags = WinterMarks.Of(row, row.Flags, volume, context.BigChangePercent);
    }

    private async Task<WinterRating> RatingAsync(WinterContext context, WinterCycle cycle, OccupancyForBilling occupancy, Guid agreementId, CancellationToken cancellationToken)
    {
        var agreement = occupancy.Agreements.Single(a => a.AgreementId == agreementId);
        var sources = WinterReads.SourcesOf(occupancy, agreement, context.Tariff.Service(context.Service)!.UsageFrom);
        var points = await PointsAsync(sources.Points, context, cancellationToken).ConfigureAwait(false);
        return new WinterRating(context, cycle, occupancy, agreement, SizeOf(sources.Points, points));
    }

    private WinterAverageRow Row(Guid batchId, WinterContext context, WinterRating rating, List<WinterPeriodDto> periods, WinterVolume volume, OldValue? old, bool leak)
    {
        var row = new WinterAverageRow
        {
            BatchId = batchId,
            AgreementId = rating.Agreement.AgreementId,
            OccupancyId = rating.Occupancy.OccupancyId,
            AccountId = rating.Occupancy.AccountId,
            AccountNumber = rating.Occupancy.AccountNumber,
            OldId = old?.Id,
            OldValue = old?.Value,
            OldTo = old?.To,
            Computed = volume.Average,
            Value = volume.Average,
            Billed = volume.Billed,
            BillEffect = volume.Average is { } value ? rating.Difference(old?.Value, value) : null,
            Source = volume.IsDefault ? WinterAverageSource.Default : WinterAverageSource.Computed,
            Reads = JsonSerializer.Serialize(periods),
            HowEn = Cut(volume.Explain("en")),
            HowEs = Cut(volume.Explain("es")),
            Flags = [],
            ValueId = guids.Create(),
        };
        var about = new List<string>();
        if (periods.Exists(p => p.LeftOut == "estimated"))
            about.Add(WinterFlags.Estimated);
        if (leak)
            about.Add(WinterFlags.LeakAdjusted);
        if (volume.IsDefault || periods.Exists(p => p.LeftOut == "tooFew"))
            about.Add(WinterFlags.FewReads);
        if (volume.IsDefault)
            about.Add(WinterFlags.Default);
        row.Flags = WinterMarks.Of(row, about, volume, context.BigChangePercent);
        return row;
    }

    private async Task<IReadOnlyDictionary<Guid, ServicePointUsage>> PointsAsync(IEnumerable<MeteredShare> points, WinterContext context, CancellationToken cancellationToken) =>
        await usage.LoadAsync([.. points.Select(p => p.ServicePointId).Distinct()], context.After, context.Through, cancellationToken).ConfigureAwait(false);

    private static string? SizeOf(IReadOnlyList<MeteredShare> sources, IReadOnlyDictionary<Guid, ServicePointUsage> points) =>
        sources.Select(s => points.GetValueOrDefault(s.ServicePointId)?.MeterSize).FirstOrDefault(s => s is not null);

    /// <summary>The values in force on the day.</summary>
    private async Task<Dictionary<Guid, OldValue>> OldValuesAsync(Guid[] agreements, DateOnly day, CancellationToken cancellationToken) =>
        (await bulk.QueryAsync(
            """select agreement_id, id, value, "to" from billing.winter_averages where agreement_id = any($1) and "from" <= $2 and coalesce("to", 'infinity'::date) > $2""",
            [Arg.Ids(agreements), new NpgsqlParameter { Value = day }],
            r => (Agreement: r.GetGuid(0), Old: new OldValue(r.GetGuid(1), r.GetDecimal(2), r.IsDBNull(3) ? null : r.GetFieldValue<DateOnly>(3))), cancellationToken).ConfigureAwait(false)).ToDictionary(o => o.Agreement, o => o.Old);

    /// <summary>Accounts whose balance was put right for a leak since the winter began.</summary>
    private async Task<HashSet<Guid>> LeaksAsync(Guid[] accounts, WinterContext context, CancellationToken cancellationToken) =>
        [.. await bulk.QueryAsync(
            "select distinct account_id from billing.adjustments where account_id = any($1) and state = 'Approved' and reason_code = any($2) and decided_at >= $3",
            [Arg.Ids(accounts), new NpgsqlParameter { Value = context.LeakReasons }, new NpgsqlParameter { Value = new DateTimeOffset(context.After.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) }],
            r => r.GetGuid(0), cancellationToken).ConfigureAwait(false)];

    private static string Cut(string text) => text.Length > 2000 ? text[..2000] : text;

    private sealed record OldValue(Guid Id, decimal Value, DateOnly? To);
}

/// <summary>Marks a row with what the technician should look at.</summary>
internal static class WinterMarks
{
    private static readonly string[] OfTheWinter = [WinterFlags.Estimated, WinterFlags.LeakAdjusted, WinterFlags.FewReads, WinterFlags.Default];

    /// <param name="about">What was found about the reads; it stays whatever value is chosen.</param>
    public static string[] Of(WinterAverageRow row, IEnumerable<string> about, WinterVolume? volume, decimal bigChangePercent)
    {
        var flags = about.Where(OfTheWinter.Contains).ToHashSet();
        Mark(WinterFlags.NoValue, row.Value is null);
        Mark(WinterFlags.Floor, volume is { IsFloor: true });
        Mark(WinterFlags.Cap, volume is { IsCap: true });
        Mark(WinterFlags.Override, row.OverrideValue is not null);
        Mark(WinterFlags.NewAccount, row.OldValue is null);
        Mark(WinterFlags.Unchanged, row.OldValue is not null && row.OldValue == row.Value);
        Mark(WinterFlags.BigChange, row is { OldValue: { } old, Value: { } value } && Math.Abs(value - old) * 100m > old * bigChangePercent);
        return [.. WinterFlags.All.Where(flags.Contains)];

        void Mark(string flag, bool set)
        {
            if (set)
                flags.Add(flag);
        }
    }
}
