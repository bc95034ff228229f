using Npgsql;
using UtilityBilling.Authorization;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.BillingScope;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.BillRuns;

internal sealed class ClosingAppService(
    IUtilityBillingDbContext database, BulkWriter bulk, RunFactory runs, RunScope scope, RunPeriods periods, IBillingScopeIntegrationService agreements, IAccountDirectory accounts,
    OutcomeSentences sentences, IPermissionChecker permissions, IClock clock) : IClosingAppService
{
    private const int Shown = 500;

    public async Task<IReadOnlyList<UnbilledDto>> ClosingsAsync(CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.BillRuns.View, cancellationToken).ConfigureAwait(false);
        var today = clock.Today;
        var ended = (await agreements.EndedAsync(await periods.EarliestAsync(today, cancellationToken).ConfigureAwait(false), today, Shown, cancellationToken).ConfigureAwait(false)).ToDictionary(e => e.OccupancyId, e => e.To);
        var open = await periods.BillableAsync(today, null, today, cancellationToken).ConfigureAwait(false);
        var found = await UnbilledAsync(open, [.. ended.Keys], cancellationToken).ConfigureAwait(false);
        return [.. found.Select(f => f with { MovedOut = ended[f.OccupancyId] }).OrderBy(f => f.MovedOut).ThenBy(f => f.AccountNumber, StringComparer.Ordinal)];
    }

    public async Task<IReadOnlyList<UnbilledDto>> UnbilledAsync(CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.BillRuns.View, cancellationToken).ConfigureAwait(false);
        var today = clock.Today;
        var open = await periods.BillableAsync(today, null, today, cancellationToken).ConfigureAwait(false);
        var posted = (await bulk.QueryAsync("select period_id from billing.bill_runs where kind = 'Regular' and state = 'Posted'", [], r => r.GetGuid(0), cancellationToken).ConfigureAwait(false)).ToHashSet();
        var found = await UnbilledAsync([.. open.Where(p => posted.Contains(p.Period.Id))], null, cancellationToken).ConfigureAwait(false);
        return [.. found.OrderBy(f => f.Periods[0], StringComparer.Ordinal).ThenBy(f => f.AccountNumber, StringComparer.Ordinal)];
    }

    public Task<Guid> StartFinalAsync(StartOffCycleInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        return StartAsync(BillRunKind.Final, input, cancellationToken);
    }

    public Task<Guid> StartOffCycleAsync(StartOffCycleInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        return StartAsync(BillRunKind.OffCycle, input, cancellationToken);
    }

    private async Task<Guid> StartAsync(BillRunKind kind, StartOffCycleInput input, CancellationToken cancellationToken)
    {
        await permissions.CheckAsync(BillingPermissions.BillRuns.Prepare, cancellationToken).ConfigureAwait(false);
        if (input.OccupancyIds.Count == 0)
            throw new BusinessException("Billing:BillRun.NobodyChosen").ForField("Input.Occupancies");
        var known = await accounts.ByOccupancyAsync(input.OccupancyIds, cancellationToken).ConfigureAwait(false);
        if (input.OccupancyIds.FirstOrDefault(id => !known.ContainsKey(id)) is var stranger && stranger != Guid.Empty)
            throw new EntityNotFoundException(typeof(AccountCard), stranger);
        var run = await runs.CreateAsync(kind, input.BillDate, null, null, cancellationToken).ConfigureAwait(false);
        run.InScope = kind == BillRunKind.Final
            ? await scope.FinalAsync(run, input.OccupancyIds, cancellationToken).ConfigureAwait(false)
            : await scope.OffCycleAsync(run, input.OccupancyIds, cancellationToken).ConfigureAwait(false);
        if (run.InScope == 0)
            throw new BusinessException("Billing:BillRun.NothingToBill");
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return run.Id;
    }

    private async Task<List<UnbilledDto>> UnbilledAsync(IReadOnlyList<RunPeriod> open, Guid[]? whose, CancellationToken cancellationToken)
    {
        if (open.Count == 0 || whose is { Length: 0 })
            return [];
        var rows = await bulk.QueryAsync(
            $"""
            select s.occupancy_id, s.agreement_id, s.code, i.reason_code, i.reason_data
            from {RunScope.Scope}
            left join lateral (
                select x.reason_code, x.reason_data::text from billing.run_items x join billing.bill_runs r on r.tenant_id = x.tenant_id and r.id = x.run_id
                where x.agreement_id = s.agreement_id and x.period_id = s.period_id and x.reason_code is not null order by r.number desc limit 1) i on true
            where ($2::uuid[] is null or s.occupancy_id = any($2)) and not {RunScope.Covered}
            order by s.occupancy_id, s.period_from, s.agreement_id limit $3
            """,
            [Arg.Ids(open.Select(p => p.Period.Id)), Arg.IdsOrNull(whose), Arg.Of(Shown * 20)], Read, cancellationToken).ConfigureAwait(false);
        var ids = rows.Select(r => r.Occupancy).Distinct().Take(Shown).ToList();
        var cards = await accounts.ByOccupancyAsync(ids, cancellationToken).ConfigureAwait(false);
        var services = await accounts.ServicesOfAgreementsAsync([.. rows.Select(r => r.Agreement).Distinct()], cancellationToken).ConfigureAwait(false);
        return
        [
            .. rows.GroupBy(r => r.Occupancy).Where(g => cards.ContainsKey(g.Key)).Select(g => new UnbilledDto(
                g.Key, cards[g.Key].AccountId, cards[g.Key].Number, cards[g.Key].CustomerName, cards[g.Key].Address, [.. g.Select(r => r.Period).Distinct()],
                [.. g.Select(r => services[r.Agreement]).Distinct().Order(StringComparer.Ordinal)], g.Select(r => r.Reason).OfType<string>().FirstOrDefault(), null)),
        ];
    }

    private UnbilledRow Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.IsDBNull(3) ? null : sentences.Of(row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4)));

    private sealed record UnbilledRow(Guid Occupancy, Guid Agreement, string Period, string? Reason);
}
