using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Paging;
using UtilityBilling.Settings;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Budgets;

internal sealed class BudgetAppService(
    IUtilityBillingDbContext context, BulkWriter bulk, BudgetQueries queries, BudgetHistory history, BudgetSettler settler, JournalWriter ledger, CreditSpender spender, ChartProvider charts, IAccountDirectory accounts,
    ISettingProvider settings, IPermissionChecker permissions, IOwnAccounts own, IStringLocalizer texts, IAuditScope audit, IGuidGenerator guids, IClock clock, ICurrentUser user) : IBudgetAppService
{
    public async Task<PagedResult<BudgetPlanDto>> ListAsync(BudgetListRequest request, CancellationToken cancellationToken = default) =>
        await queries.ListAsync(await KnownAsync(request, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<BudgetPlanDto>> AllAsync(BudgetListRequest request, CancellationToken cancellationToken = default) =>
        await queries.AllAsync(await KnownAsync(request, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    public async Task<BudgetPlanDetailDto> GetAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Budgets.View, cancellationToken).ConfigureAwait(false);
        var plan = (await queries.FindAsync([id], cancellationToken).ConfigureAwait(false)).SingleOrDefault() ?? throw new EntityNotFoundException(typeof(BudgetPlan), id);
        var amounts = await context.Set<BudgetAmount>().AsNoTracking().Where(a => a.PlanId == id).OrderByDescending(a => a.From)
            .Select(a => new BudgetAmountDto(a.From, a.Amount, a.Proposed, a.Reason, a.SetByName, a.SetAt)).ToListAsync(cancellationToken).ConfigureAwait(false);
        var proposal = (await history.ProposeAsync([plan.OccupancyId], cancellationToken).ConfigureAwait(false))[plan.OccupancyId];
        return new BudgetPlanDetailDto(plan, amounts, await queries.EventsAsync(id, cancellationToken).ConfigureAwait(false), proposal);
    }

    public async Task<IReadOnlyList<BudgetPlace>> PlacesAsync(Guid accountId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Budgets.View, cancellationToken).ConfigureAwait(false);
        await CardAsync(accountId, cancellationToken).ConfigureAwait(false);
        var stays = await StaysAsync(accountId, cancellationToken).ConfigureAwait(false);
        var proposals = await history.ProposeAsync([.. stays.Select(s => s.Id)], cancellationToken).ConfigureAwait(false);
        var lacking = await LackingAsync(cancellationToken).ConfigureAwait(false);
        var month = await MonthAsync(cancellationToken).ConfigureAwait(false);
        return [.. stays.Select(s => new BudgetPlace(s.Id, s.Address, s.Plan, proposals[s.Id], month, s.HasLeft ? texts["Billing:Budgets.HasLeft"] : s.Plan is not null ? texts["Billing:Budgets.RunsAlready"] : lacking))];
    }

    public async Task<Guid> EnrolAsync(Guid accountId, BudgetEnrolInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        await permissions.CheckAsync(BillingPermissions.Budgets.Manage, cancellationToken).ConfigureAwait(false);
        await CardAsync(accountId, cancellationToken).ConfigureAwait(false);
        await own.RefuseAsync([accountId], cancellationToken).ConfigureAwait(false);
        if (input is not { OccupancyId: { } occupancy, From: { } from, Amount: { } amount, TrueUpMonth: { } month })
            throw new ArgumentException("The form requires place, day, amount and month.", nameof(input));
        var stay = (await StaysAsync(accountId, cancellationToken).ConfigureAwait(false)).SingleOrDefault(s => s.Id == occupancy);
        if (stay is null)
            throw new EntityNotFoundException(typeof(BudgetPlace), occupancy);
        if (stay.HasLeft)
            throw new BusinessException("Billing:Budget.HasLeft").ForField("Input.OccupancyId");
        if (stay.Plan is not null)
            throw new BusinessException("Billing:Budget.RunsAlready").ForField("Input.OccupancyId");
        if (await LackingAsync(cancellationToken).ConfigureAwait(false) is { } lacking)
            throw new BusinessException("Billing:Budget.NoAccount").WithData("Missing", lacking);
        if (from > clock.Today.AddYears(1) || from < clock.Today.AddYears(-1))
            throw new BusinessException("Billing:Budget.FromTooFar").ForField("Input.From");
        var plan = new BudgetPlan
        {
            Id = guids.Create(), OccupancyId = occupancy, AccountId = accountId, PremiseId = stay.Premise, From = from, TrueUpMonth = month, EnrolledByName = user.Required.DisplayName, EnrolledAt = clock.UtcNow, ChangedAt = clock.UtcNow,
        };
        var proposal = (await history.ProposeAsync([occupancy], cancellationToken).ConfigureAwait(false))[occupancy];
        context.Set<BudgetPlan>().Add(plan);
        AddAmount(plan.Id, from, amount, proposal.Amount, Reason(input.Reason, amount, proposal.Amount, "Input.Reason"));
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return plan.Id;
    }

    public async Task ChangeAmountAsync(Guid id, BudgetAmountInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input is not { From: { } from, Amount: { } amount })
            throw new ArgumentException("The form requires day and amount.", nameof(input));
        var plan = await RunningAsync(id, cancellationToken).ConfigureAwait(false);
        var last = await context.Set<BudgetAmount>().Where(a => a.PlanId == id).MaxAsync(a => a.From, cancellationToken).ConfigureAwait(false);
        var billed = await context.Set<BudgetBill>().Where(b => b.PlanId == id).Join(context.Set<Bill>(), b => b.BillId, l => l.Id, (_, l) => (DateOnly?)l.BillDate).MaxAsync(cancellationToken).ConfigureAwait(false);
        if (from <= last || from <= billed)
            throw new BusinessException("Billing:Budget.AmountTooEarly").WithData("Last", Day(billed > last ? billed.Value : last)).ForField("Change.From");
        var proposed = (await history.ProposeAsync([plan.OccupancyId], cancellationToken).ConfigureAwait(false))[plan.OccupancyId].Amount;
        AddAmount(id, from, amount, proposed, Reason(input.Reason, amount, proposed, "Change.Reason"));
        plan.ChangedAt = clock.UtcNow;
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<int> ReviewAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        await permissions.CheckAsync(BillingPermissions.Budgets.Manage, cancellationToken).ConfigureAwait(false);
        var found = await queries.FindAsync(ids, cancellationToken).ConfigureAwait(false);
        if (found.Count != ids.Distinct().Count())
            throw new EntityNotFoundException(typeof(BudgetPlan), ids.Except(found.Select(f => f.Id)).First());
        await own.RefuseAsync([.. found.Select(f => f.AccountId).Distinct()], cancellationToken).ConfigureAwait(false);
        var days = await settings.GetIntAsync(BillingSettings.BudgetReviewDays, clock.Today, cancellationToken).ConfigureAwait(false);
        var taken = await context.Set<BudgetAmount>().Where(a => ids.Contains(a.PlanId)).GroupBy(a => a.PlanId).Select(g => new { g.Key, Last = g.Max(a => a.From) }).ToDictionaryAsync(a => a.Key, a => a.Last, cancellationToken).ConfigureAwait(false);
        var plans = await context.Set<BudgetPlan>().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancellationToken).ConfigureAwait(false);
        var changed = 0;
        foreach (var (plan, proposed) in found.Where(f => f is { EndedOn: null, Proposed: not null }).Select(f => (f, f.Proposed!.Value)))
        {
            // A year that ends soon is asked as before to its end.
            var from = plan.NextTrueUp.AddDays(-days) <= clock.Today ? plan.NextTrueUp : clock.Today;
            if (from <= taken[plan.Id])
                continue;
            AddAmount(plan.Id, from, proposed, proposed, null);
            plans[plan.Id].ChangedAt = clock.UtcNow;
            changed++;
        }
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return changed;
    }

    public async Task EndAsync(Guid id, BudgetEndInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        var plan = await RunningAsync(id, cancellationToken).ConfigureAwait(false);
        audit.Reason = input.Reason!.Trim();
        await ledger.LockAccountsAsync([plan.AccountId], cancellationToken).ConfigureAwait(false);
        plan.End(clock.Today, BudgetEnd.Asked, audit.Reason, user.Required.DisplayName, clock.UtcNow);
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        var days = await settings.GetIntAsync(LedgerSettings.AdjustmentDueDays, clock.Today, cancellationToken).ConfigureAwait(false);
        await settler.SettleAsync([new PlanToSettle(id, null, clock.Today.AddDays(days))], clock.Today, cancellationToken).ConfigureAwait(false);
        await spender.SpendAsync([plan.AccountId], clock.Today, id, cancellationToken).ConfigureAwait(false);
    }

    private async Task<BudgetListRequest> KnownAsync(BudgetListRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await permissions.CheckAsync(BillingPermissions.Budgets.View, cancellationToken).ConfigureAwait(false);
        if (request.AccountId is { } account)
            await CardAsync(account, cancellationToken).ConfigureAwait(false);
        return request;
    }

    private async Task CardAsync(Guid accountId, CancellationToken cancellationToken)
    {
        if (!(await accounts.ByAccountAsync([accountId], cancellationToken).ConfigureAwait(false)).ContainsKey(accountId))
            throw new EntityNotFoundException(typeof(AccountCard), accountId);
    }

    private async Task<BudgetPlan> RunningAsync(Guid id, CancellationToken cancellationToken)
    {
        await permissions.CheckAsync(BillingPermissions.Budgets.Manage, cancellationToken).ConfigureAwait(false);
        var plan = await context.Set<BudgetPlan>().SingleOrDefaultAsync(p => p.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(BudgetPlan), id);
        await own.RefuseAsync([plan.AccountId], cancellationToken).ConfigureAwait(false);
        return plan.EndedOn is null ? plan : throw new BusinessException("Billing:Budget.HasEnded").WithData("Day", Day(plan.EndedOn.Value));
    }

    /// <summary>Where the account lives or lived, with the plan that runs there.</summary>
    private Task<List<Stay>> StaysAsync(Guid accountId, CancellationToken cancellationToken) => bulk.QueryAsync(
        """
        select o.id, o.premise_id, concat_ws(' ', p.address_line, p.unit), (select b.id from billing.budget_plans b where b.tenant_id = o.tenant_id and b.occupancy_id = o.id and b.ended_on is null), coalesce(o."to", 'infinity'::date) <= $2
        from customers.occupancies o join customers.premises p on p.tenant_id = o.tenant_id and p.id = o.premise_id
        where o.account_id = $1 and o.status not in ('Voided', 'Pending') order by o."from", o.id
        """,
        [Arg.Of(accountId), Arg.Of(clock.Today)], r => new Stay(r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.IsDBNull(3) ? null : r.GetGuid(3), r.GetBoolean(4)), cancellationToken);

    /// <summary>The funds with a receivable that have no account for the variance, in words; empty when none lacks it.</summary>
    private async Task<string?> LackingAsync(CancellationToken cancellationToken)
    {
        var lacking = (await charts.GetAsync(cancellationToken).ConfigureAwait(false)).FundsWithoutBudgetVariance();
        return lacking.Count == 0 ? null : texts["Billing:Budgets.NoAccount", string.Join(", ", lacking)].Value;
    }

    private async Task<int> MonthAsync(CancellationToken cancellationToken) =>
        await settings.GetIntAsync(BillingSettings.BudgetTrueUpMonth, clock.Today, cancellationToken).ConfigureAwait(false) is var month and > 0 ? month : clock.Today.Month;

    private void AddAmount(Guid planId, DateOnly from, decimal amount, decimal? proposed, string? reason) => context.Set<BudgetAmount>().Add(new BudgetAmount
    {
        PlanId = planId, From = from, Amount = amount, Proposed = proposed, Reason = reason, SetByName = user.Required.DisplayName, SetAt = clock.UtcNow,
    });

    /// <summary>Another amount than the proposed one says why.</summary>
    private static string? Reason(string? typed, decimal amount, decimal? proposed, string field)
    {
        var reason = string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
        return reason is not null || amount == proposed
            ? reason
            : throw new BusinessException("Billing:Budget.ReasonMissing").WithData("Proposed", proposed?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–").ForField(field);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record Stay(Guid Id, Guid Premise, string Address, Guid? Plan, bool HasLeft);
}
