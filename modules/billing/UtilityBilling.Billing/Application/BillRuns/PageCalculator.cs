using Microsoft.Extensions.Logging;
using UtilityBilling.Billing.Budgets;
using UtilityBilling.Billing.MiscCharges;
using UtilityBilling.Customers.BillingScope;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>Calculates some occupancies of one of a run's periods, in one transaction.</summary>
internal sealed class PageCalculator(BulkWriter bulk, CalculationStore store, DueCharges charges, BudgetTermsLoader budgets, IBillingScopeIntegrationService scope, IGuidGenerator guids, ILogger<PageCalculator> logger)
{
    public async Task CalculateAsync(RunContext context, IReadOnlyCollection<Guid> occupancyIds, int number, CancellationToken cancellationToken)
    {
        var period = context.Period;
        var occupancies = await scope.LoadAsync(occupancyIds, period.CycleId, period.From, period.To, cancellationToken).ConfigureAwait(false);
        var counted = context.Billed.IsMain ? null : await CountedAsync(context, occupancyIds, cancellationToken).ConfigureAwait(false);
        var alone = await charges.AloneAsync(context, occupancyIds, cancellationToken).ConfigureAwait(false);
        var stays = occupancies.Where(o => o.Agreements.Count > 0).Select(o => new StayToBill(o.OccupancyId, o.AccountId, o.PremiseId)).ToList();
        var facts = await store.FactsAsync(context, occupancies, cancellationToken).ConfigureAwait(false) with
        {
            Charges = await charges.OfAsync(context, [.. stays, .. alone], cancellationToken).ConfigureAwait(false),
            Budgets = await budgets.OfAsync(context, occupancies, cancellationToken).ConfigureAwait(false),
        };
        var page = new CalculationPage(context, guids, facts, logger);
        foreach (var occupancy in occupancies)
            page.Calculate(occupancy, counted);
        foreach (var stay in alone)
            page.CalculateAlone(stay);
        await store.SaveAsync(context, page, number, cancellationToken).ConfigureAwait(false);
        await charges.TakeUpAsync(context, page.Bills, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Beside the main period of a regular run, only the agreements that the run counts.</summary>
    private async Task<IReadOnlySet<Guid>> CountedAsync(RunContext context, IReadOnlyCollection<Guid> occupancyIds, CancellationToken cancellationToken) => (await bulk.QueryAsync(
        "select agreement_id from billing.run_items where run_id = $1 and period_id = $2 and occupancy_id = any($3)",
        [Arg.Of(context.Run.Id), Arg.Of(context.Period.Id), Arg.Ids(occupancyIds)], r => r.GetGuid(0), cancellationToken).ConfigureAwait(false)).ToHashSet();
}
