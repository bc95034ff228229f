using UtilityBilling.Billing.Ledger;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.BillingScope;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Timing;
using Microsoft.EntityFrameworkCore;

namespace UtilityBilling.Billing.Letters;

/// <summary>Whom letters go to: numbers that were typed, or a cycle's accounts; each once, in the order of their numbers.</summary>
internal sealed class LetterChoice(IUtilityBillingDbContext database, BulkWriter bulk, IAccountDirectory accounts, IAccountBalances balances, IClock clock)
{
    /// <summary>A town with more accounts writes to them by cycle.</summary>
    private const int Most = 50_000;

    /// <summary>So many unknown numbers are named.</summary>
    private const int Named = 5;

    public async Task<IReadOnlyList<Guid>> OfAsync(LetterInput input, CancellationToken cancellationToken)
    {
        if (input.CycleId is { } cycle && !await database.Set<Cycle>().AnyAsync(c => c.Id == cycle, cancellationToken).ConfigureAwait(false))
            throw new EntityNotFoundException(typeof(Cycle), cycle);
        var isTyped = !string.IsNullOrWhiteSpace(input.Accounts);
        if (isTyped == input.CycleId is not null)
            throw new BusinessException("Billing:Letter.ChooseWhom").ForField("Input.Accounts");
        var chosen = isTyped ? await TypedAsync(input.Accounts!, cancellationToken).ConfigureAwait(false) : await OfCycleAsync(input.CycleId!.Value, cancellationToken).ConfigureAwait(false);
        if (input.PastDueFrom is { } least)
        {
            var owed = await balances.GetAsync(chosen, cancellationToken).ConfigureAwait(false);
            chosen = [.. chosen.Where(a => owed.GetValueOrDefault(a)?.PastDue >= least)];
        }
        if (chosen.Count == 0)
            throw new BusinessException("Billing:Letter.Nobody").ForField(isTyped ? "Input.Accounts" : "Input.CycleId");
        return chosen.Count <= Most ? chosen : throw new BusinessException("Billing:Letter.TooMany").ForField("Input.Accounts").WithData("Most", Most);
    }

    private async Task<List<Guid>> TypedAsync(string typed, CancellationToken cancellationToken)
    {
        var numbers = typed.Split((char[])['\n', '\r', ',', ';', '\t', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).ToList();
        var known = await accounts.ByNumberAsync(numbers, cancellationToken).ConfigureAwait(false);
        if (numbers.Where(n => !known.ContainsKey(n)).ToList() is [_, ..] unknown)
            throw new BusinessException("Billing:Letter.UnknownAccounts").ForField("Input.Accounts").WithData("Accounts", string.Join(", ", unknown.Take(Named))).WithData("Count", unknown.Count);
        return [.. numbers.Order(StringComparer.Ordinal).Select(n => known[n]).Distinct()];
    }

    private Task<List<Guid>> OfCycleAsync(Guid cycleId, CancellationToken cancellationToken) => bulk.QueryAsync(
        $"""
        select distinct n.number, n.id from {BillableAgreements.View} a
        join customers.occupancies o on o.tenant_id = a.tenant_id and o.id = a.occupancy_id join customers.accounts n on n.tenant_id = o.tenant_id and n.id = o.account_id
        where a.cycle_id = $1 and a."from" <= $2 and coalesce(a."to", 'infinity'::date) > $2 order by n.number
        """,
        [Arg.Of(cycleId), Arg.Of(clock.Today)], r => r.GetGuid(1), cancellationToken);
}
