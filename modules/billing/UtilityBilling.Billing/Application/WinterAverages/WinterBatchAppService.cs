using Microsoft.EntityFrameworkCore;
using Npgsql;
using UtilityBilling.Approvals;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.BackgroundJobs;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Customers.BillingScope;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Paging;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.WinterAverages;

internal sealed class WinterBatchAppService(
    IUtilityBillingDbContext database, BulkWriter bulk, WinterBatchQueries queries, WinterContextLoader loader, WinterCalculator calculator, WinterBatchWriter writer, WinterValueStore values, RunContextLoader tariffs,
    IBillingScopeIntegrationService scope, IPermissionChecker permissions, IApprovalManager approvals, IOwnAccounts own, WinterBatchFactory batches, IBackgroundJobManager jobs, IClock clock, ICurrentUser user, IAuditScope audit)
    : IWinterAverageBatchAppService
{
    private const int PageSize = 2000;
    private const decimal MostUsage = 999_999_999m;

    public async Task<PagedResult<WinterBatchDto>> ListAsync(PagedRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.WinterAverages.View, cancellationToken).ConfigureAwait(false);
        return await queries.ListAsync(request, cancellationToken).ConfigureAwait(false);
    }

    public async Task<WinterBatchDto> GetAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.WinterAverages.View, cancellationToken).ConfigureAwait(false);
        return await queries.GetAsync(id, cancellationToken).ConfigureAwait(false);
    }

    public async Task<PagedResult<WinterRowDto>> RowsAsync(Guid id, WinterRowRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.WinterAverages.View, cancellationToken).ConfigureAwait(false);
        return await queries.RowsAsync(id, request, cancellationToken).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<WinterRowDto> AllRowsAsync(Guid id, string? flag, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.WinterAverages.View, cancellationToken).ConfigureAwait(false);
        await foreach (var row in queries.AllRowsAsync(id, flag, cancellationToken).ConfigureAwait(false))
            yield return row;
    }

    public async Task<WinterRowDto> RowAsync(Guid id, Guid agreementId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.WinterAverages.View, cancellationToken).ConfigureAwait(false);
        return await queries.RowAsync(id, agreementId, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<string>> ServicesAsync(CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.WinterAverages.View, cancellationToken).ConfigureAwait(false);
        var (book, _) = await tariffs.BookAsync(cancellationToken).ConfigureAwait(false);
        var named = await database.Set<TariffVersion>().Where(t => t.State == TariffState.Approved).Select(t => t.Services).ToListAsync(cancellationToken).ConfigureAwait(false);
        var today = clock.Today;
        return [.. named.SelectMany(s => s).Distinct().Order(StringComparer.Ordinal).Where(s => book.TariffFor(s, today)?.Service(s)?.WinterAverage is not null)];
    }

    public async Task<WinterDates?> ProposeAsync(Guid cycleId, string service, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.WinterAverages.Prepare, cancellationToken).ConfigureAwait(false);
        if (!await database.Set<Cycle>().AnyAsync(c => c.Id == cycleId, cancellationToken).ConfigureAwait(false))
            throw new EntityNotFoundException(typeof(Cycle), cycleId);
        var batch = await database.Set<WinterAverageBatch>().AsNoTracking()
            .Where(b => b.CycleId == cycleId && b.Service == service && b.Kind == WinterBatchKind.Computed && b.State == WinterBatchState.Approved)
            .OrderByDescending(b => b.EffectiveFrom).ThenByDescending(b => b.Number).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (batch is { WindowFrom: { } from, WindowTo: { } to })
            return new WinterDates(from.AddYears(1), to.AddYears(1).AddDays(-1), batch.EffectiveFrom.AddYears(1));
        // What came with the conversion: the dates that most agreements of the newest winter have.
        var sample = await scope.SampleAsync(cycleId, service, clock.Today, PageSize, cancellationToken).ConfigureAwait(false);
        var found = await bulk.QueryAsync(
            """
            select w.window_from, w.window_to, w."from" from billing.winter_averages w
            where w.agreement_id = any($1) and w.source = 'Computed' and w."to" is distinct from w."from" group by 1, 2, 3 order by w."from" desc, count(*) desc limit 1
            """,
            [new NpgsqlParameter { Value = sample.ToArray() }], r => new WinterDates(r.GetFieldValue<DateOnly>(0).AddYears(1), r.GetFieldValue<DateOnly>(1).AddYears(1).AddDays(-1), r.GetFieldValue<DateOnly>(2).AddYears(1)), cancellationToken).ConfigureAwait(false);
        return found is [var dates] ? dates : null;
    }

    public async Task<Guid> ComputeAsync(WinterComputeInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        await permissions.CheckAsync(BillingPermissions.WinterAverages.Prepare, cancellationToken).ConfigureAwait(false);
        var dates = input.Dates;
        WinterContextLoader.Check(dates);
        var context = await loader.LoadAsync(input.Service, dates.EffectiveFrom, dates.ReadsFrom.AddDays(-1), dates.ReadsThrough, cancellationToken).ConfigureAwait(false);
        await loader.CycleAsync(input.CycleId, context.After, context.Through, cancellationToken).ConfigureAwait(false);
        await RefuseOpenAsync(input, cancellationToken).ConfigureAwait(false);
        await RefuseBilledCycleAsync(input, cancellationToken).ConfigureAwait(false);
        if ((await scope.SampleAsync(input.CycleId, input.Service, dates.EffectiveFrom, 1, cancellationToken).ConfigureAwait(false)).Count == 0)
            throw new BusinessException("Billing:Winter.NobodyInScope").WithData("Service", input.Service).ForField("Input.CycleId");
        var batch = await batches.ComputedAsync(context, input.CycleId, dates, cancellationToken).ConfigureAwait(false);
        database.Set<WinterAverageBatch>().Add(batch);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await jobs.EnqueueAsync(WinterBatchJob.Type, batch.Id, cancellationToken).ConfigureAwait(false);
        return batch.Id;
    }

    public async Task<JobStanding?> JobAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.WinterAverages.View, cancellationToken).ConfigureAwait(false);
        return await jobs.FindAsync(WinterBatchJob.Type, id, cancellationToken).ConfigureAwait(false);
    }

    public async Task OverrideAsync(Guid id, Guid agreementId, decimal? value, string reason, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.WinterAverages.Prepare, cancellationToken).ConfigureAwait(false);
        var batch = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        var row = await database.Set<WinterAverageRow>().SingleOrDefaultAsync(r => r.BatchId == id && r.AgreementId == agreementId, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(WinterAverageRow), agreementId);
        if (batch.State != WinterBatchState.Draft)
            throw new BusinessException("Billing:Winter.NotDraft").WithData("Number", batch.Number);
        if (value is { } given)
            CheckValue(given, reason);
        await own.RefuseAsync([row.AccountId], cancellationToken).ConfigureAwait(false);

        audit.Reason = reason;
        row.OverrideValue = value;
        (row.OverrideReason, row.OverrideBy, row.OverrideByName) = value is null ? (null, null, null) : (reason.Trim(), (Guid?)user.Required.UserId, user.Required.DisplayName);
        row.Value = value ?? row.Computed;
        await RateAgainAsync(batch, row, cancellationToken).ConfigureAwait(false);
    }

    public async Task RequestApprovalAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.WinterAverages.Prepare, cancellationToken).ConfigureAwait(false);
        var batch = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        if (batch.State != WinterBatchState.Draft)
            throw new BusinessException("Billing:Winter.NotDraft").WithData("Number", batch.Number);
        await AskAsync(batch, cancellationToken).ConfigureAwait(false);
    }

    public async Task CancelAsync(Guid id, string reason, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.WinterAverages.Prepare, cancellationToken).ConfigureAwait(false);
        var batch = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        if (batch.State is not (WinterBatchState.Draft or WinterBatchState.Computing))
            throw new BusinessException("Billing:Winter.NotDraft").WithData("Number", batch.Number);
        End(batch, WinterBatchState.Cancelled, reason);
    }

    public async Task ReverseAsync(Guid id, string reason, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.WinterAverages.Approve, cancellationToken).ConfigureAwait(false);
        var batch = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        if (batch.State != WinterBatchState.Approved)
            throw new BusinessException("Billing:Winter.NotApproved").WithData("Number", batch.Number);
        End(batch, WinterBatchState.Reversed, reason);
        await values.TakeBackAsync(batch, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Guid> ChangeAsync(WinterChangeInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        await permissions.CheckAsync(BillingPermissions.WinterAverages.Prepare, cancellationToken).ConfigureAwait(false);
        var place = (await scope.AgreementsAsync([input.AccountId], null, input.EffectiveFrom, input.EffectiveFrom.AddDays(1), cancellationToken).ConfigureAwait(false)).SingleOrDefault(a => a.AgreementId == input.AgreementId)
            ?? throw new BusinessException("Billing:Winter.AgreementNotInForce").WithData("Date", WinterContextLoader.Iso(input.EffectiveFrom)).ForField("Input.EffectiveFrom");
        CheckValue(input.Value, input.Reason);
        await own.RefuseAsync([input.AccountId], cancellationToken).ConfigureAwait(false);
        var day = input.EffectiveFrom;
        var context = await loader.LoadAsync(place.Service, day, day.AddDays(-1), day, cancellationToken).ConfigureAwait(false);
        var cycle = await loader.CycleAsync(place.CycleId, context.After, context.Through, cancellationToken).ConfigureAwait(false);
        var occupancy = (await scope.LoadAsync([place.OccupancyId], place.CycleId, day, day.AddDays(1), cancellationToken).ConfigureAwait(false))[0];
        var batch = await batches.SingleAsync(context, input.Reason.Trim(), cancellationToken).ConfigureAwait(false);
        var rows = await calculator.GivenAsync(batch.Id, context, cycle, [occupancy], new Dictionary<Guid, decimal> { [place.AgreementId] = input.Value }, WinterAverageSource.Override, cancellationToken).ConfigureAwait(false);
        if (rows.Count == 0)
            throw new BusinessException("Billing:Winter.NotBilledByIt").WithData("Account", occupancy.AccountNumber);
        audit.Reason = input.Reason;
        database.Set<WinterAverageBatch>().Add(batch);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await writer.SaveAsync(batch.Id, rows, 1, cancellationToken).ConfigureAwait(false);
        await AskAsync(batch, cancellationToken).ConfigureAwait(false);
        return batch.Id;
    }

    public async Task<WinterValuesDto> OfAgreementAsync(Guid accountId, Guid agreementId, CancellationToken cancellationToken = default) =>
        (await AgreementsAsync(accountId, cancellationToken).ConfigureAwait(false)).SingleOrDefault(a => a.AgreementId == agreementId) ?? throw new EntityNotFoundException(typeof(WinterAverage), agreementId);

    public async Task<IReadOnlyList<WinterValuesDto>> AgreementsAsync(Guid accountId, CancellationToken cancellationToken = default)
    {
        var services = await ServicesAsync(cancellationToken).ConfigureAwait(false);
        // Who has moved out may have a final bill to come.
        var agreements = (await scope.AgreementsAsync([accountId], null, clock.Today.AddYears(-1), clock.Today.AddDays(1), cancellationToken).ConfigureAwait(false)).Where(a => services.Contains(a.Service)).ToDictionary(a => a.AgreementId, a => a.Service);
        var known = (await queries.ValuesAsync(agreements, clock.Today, cancellationToken).ConfigureAwait(false)).ToLookup(v => v.AgreementId);
        return [.. agreements.Select(a => new WinterValuesDto(a.Key, a.Value, [.. known[a.Key]]))];
    }

    /// <summary>What floor, cap and the bill make of the chosen value, and what the row is marked with.</summary>
    private async Task RateAgainAsync(WinterAverageBatch batch, WinterAverageRow row, CancellationToken cancellationToken)
    {
        var day = batch.EffectiveFrom;
        var (after, through) = (batch.WindowFrom?.AddDays(-1) ?? day.AddDays(-1), batch.WindowTo?.AddDays(-1) ?? day);
        var context = (await loader.LoadAsync(batch.Service, day, after, through, cancellationToken).ConfigureAwait(false)) with { BigChangePercent = batch.BigChangePercent };
        var place = (await scope.AgreementsAsync([row.AccountId], batch.Service, day, day.AddDays(1), cancellationToken).ConfigureAwait(false)).SingleOrDefault(a => a.AgreementId == row.AgreementId)
            ?? throw new BusinessException("Billing:Winter.AgreementNotInForce").WithData("Date", WinterContextLoader.Iso(day));
        var cycle = await loader.CycleAsync(place.CycleId, after, through, cancellationToken).ConfigureAwait(false);
        var occupancy = (await scope.LoadAsync([row.OccupancyId], place.CycleId, day, day.AddDays(1), cancellationToken).ConfigureAwait(false))[0];
        await calculator.RateAgainAsync(row, context, cycle, occupancy, cancellationToken).ConfigureAwait(false);
        row.Source = row.OverrideValue is not null ? WinterAverageSource.Override
            : batch.Kind == WinterBatchKind.PartnerFile ? WinterAverageSource.PartnerFile
            : row.Flags.Contains(WinterFlags.Default) ? WinterAverageSource.Default : WinterAverageSource.Computed;
    }

    private async Task AskAsync(WinterAverageBatch batch, CancellationToken cancellationToken)
    {
        var sums = await bulk.QueryAsync(
            "select count(*) filter (where value is not null)::int, count(*) filter (where value is distinct from old_value)::int, sum(bill_effect), max(account_number), max(old_value), max(value) from billing.winter_average_rows where batch_id = $1",
            [new NpgsqlParameter { Value = batch.Id }],
            r => (Rows: r.GetInt32(0), Changed: r.GetInt32(1), Effect: r.IsDBNull(2) ? (decimal?)null : r.GetDecimal(2), Account: r.IsDBNull(3) ? "" : r.GetString(3), Old: r.IsDBNull(4) ? (decimal?)null : r.GetDecimal(4), New: r.IsDBNull(5) ? (decimal?)null : r.GetDecimal(5)),
            cancellationToken).ConfigureAwait(false);
        var (rows, changed, effect, account, old, now) = sums[0];
        if (rows == 0)
            throw new BusinessException("Billing:Winter.NothingToApprove").WithData("Number", batch.Number);
        batch.State = WinterBatchState.AwaitingApproval;
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        var what = rows == 1 ? FormattableString.Invariant($"{account}: {old:0.###} → {now:0.###}") : FormattableString.Invariant($"{rows}, Δ {changed}");
        await approvals.RequestAsync(WinterApproval.ApprovalKind, batch.Id, FormattableString.Invariant($"#{batch.Number}, {batch.EffectiveFrom:yyyy-MM-dd}: {what}{(batch.Reason is null ? "" : $". {batch.Reason}")}"), effect, cancellationToken).ConfigureAwait(false);
    }

    private void End(WinterAverageBatch batch, WinterBatchState state, string reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw new BusinessException("Billing:Winter.ReasonMissing").ForField("Reason");
        audit.Reason = reason;
        batch.State = state;
        (batch.EndedBy, batch.EndedByName, batch.EndedAt, batch.EndReason) = (user.Required.UserId, user.Required.DisplayName, clock.UtcNow, reason.Trim());
    }

    private static void CheckValue(decimal value, string reason)
    {
        if (value is < 0m or > MostUsage || decimal.Round(value, 3) != value)
            throw new BusinessException("Billing:Winter.ValueOutOfRange").ForField("Input.Value");
        if (string.IsNullOrWhiteSpace(reason))
            throw new BusinessException("Billing:Winter.ReasonMissing").ForField("Input.Reason");
    }

    /// <summary>Two batches under way for one cycle would each show the other's values as those before.</summary>
    private async Task RefuseOpenAsync(WinterComputeInput input, CancellationToken cancellationToken)
    {
        // Whoever else begins one at this moment waits here, and then sees this one.
        await bulk.QueryAsync("select 1 from billing.cycles where id = $1 for update", [new NpgsqlParameter { Value = input.CycleId }], r => r.GetInt32(0), cancellationToken).ConfigureAwait(false);
        var open = await database.Set<WinterAverageBatch>()
            .Where(b => b.CycleId == input.CycleId && b.Service == input.Service && (b.State == WinterBatchState.Computing || b.State == WinterBatchState.Draft || b.State == WinterBatchState.AwaitingApproval))
            .OrderBy(b => b.Number).Select(b => (int?)b.Number).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (open is { } number)
            throw new BusinessException("Billing:Winter.OpenBatch").WithData("Number", number).ForField("Input.CycleId");
    }

    private async Task RefuseBilledCycleAsync(WinterComputeInput input, CancellationToken cancellationToken)
    {
        var last = await database.Set<BillRun>().Where(r => r.CycleId == input.CycleId && r.State == BillRunState.Posted && r.BillDate >= input.Dates.EffectiveFrom)
            .OrderByDescending(r => r.BillDate).Select(r => (DateOnly?)r.BillDate).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (last is { } billed)
            throw new BusinessException("Billing:Winter.CycleBilled").WithData("Date", WinterContextLoader.Iso(billed)).ForField("Input.EffectiveFrom");
    }

    private async Task<WinterAverageBatch> LoadAsync(Guid id, CancellationToken cancellationToken) =>
        await database.Set<WinterAverageBatch>().SingleOrDefaultAsync(b => b.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(WinterAverageBatch), id);
}
