using UtilityBilling.Errors;

namespace UtilityBilling.Billing.Ledger;

/// <summary>The town's funds and general-ledger accounts, as postings look them up. A missing account is a refusal that names it.</summary>
internal sealed class Chart
{
    private readonly Dictionary<Guid, Fund> _funds;
    private readonly Dictionary<Guid, GlAccount> _accounts;
    private readonly Dictionary<(string Fund, string Code), GlAccount> _byCode;

    public Chart(IReadOnlyCollection<Fund> funds, IReadOnlyCollection<GlAccount> accounts)
    {
        _funds = funds.ToDictionary(f => f.Id);
        _accounts = accounts.ToDictionary(a => a.Id);
        _byCode = accounts.ToDictionary(a => (_funds[a.FundId].Code, a.Code));
        PooledCash = funds.SingleOrDefault(f => f.IsPooledCash) ?? throw new BusinessException("Billing:Ledger.NoPooledCashFund");
    }

    /// <summary>The fund that holds cash, unapplied credit, deposits held and refunds payable.</summary>
    public Fund PooledCash { get; }

    public GlAccount UnappliedCredit => Find(PooledCash, GlPurpose.UnappliedCredit);
    public GlAccount DepositsHeld => Find(PooledCash, GlPurpose.DepositsHeld);
    public GlAccount RefundsPayable => Find(PooledCash, GlPurpose.RefundsPayable);
    public GlAccount DueTo => Find(PooledCash, GlPurpose.DueTo);

    public Fund Fund(Guid id) => _funds[id];

    public GlAccount Account(Guid id) => _accounts[id];

    public GlAccount? TryAccount(Guid id) => _accounts.GetValueOrDefault(id);

    /// <summary>The account that a tariff's distribution names.</summary>
    public GlAccount ByCode(string fund, string code) => _byCode.GetValueOrDefault((fund, code))
        ?? throw new BusinessException("Billing:Ledger.AccountUnknown").WithData("Fund", fund).WithData("Account", code);

    /// <summary>The claim of one fund on the pooled cash.</summary>
    public GlAccount DueFrom(Guid fundId) => Find(_funds[fundId], GlPurpose.DueFrom);

    public GlAccount Receivable(Guid fundId, string service) => Find(_funds[fundId], GlPurpose.Receivable, service);

    /// <summary>What budget bills of the fund have asked less than their services cost, or more: owed by the customers, or to them.</summary>
    public GlAccount BudgetVariance(Guid fundId) => Find(_funds[fundId], GlPurpose.BudgetVariance);

    /// <summary>The codes of the funds that bill something and could not keep a budget variance.</summary>
    public IReadOnlyList<string> FundsWithoutBudgetVariance() =>
        [.. _accounts.Values.Where(a => a.Purpose == GlPurpose.Receivable).Select(a => a.FundId).Except(_accounts.Values.Where(a => a.Purpose == GlPurpose.BudgetVariance).Select(a => a.FundId)).Select(f => _funds[f].Code).Order(StringComparer.Ordinal)];

    public GlAccount FeeRevenue(Guid fundId, string service) => Find(_funds[fundId], GlPurpose.FeeRevenue, service);

    /// <summary>Where the partner's money goes once it is collected.</summary>
    public GlAccount PayableFor(GlAccount uncollected) => Find(_funds[uncollected.FundId], GlPurpose.PassThroughPayable, uncollected.Service);

    public GlAccount CashClearing(string tender) =>
        _accounts.Values.Where(a => a.FundId == PooledCash.Id && a.Purpose == GlPurpose.CashClearing && (a.Tender == tender || a.Tender is null))
            .OrderBy(a => a.Tender is null).ThenBy(a => a.Code, StringComparer.Ordinal).FirstOrDefault() ?? throw Missing(PooledCash, GlPurpose.CashClearing, tender);

    private GlAccount Find(Fund fund, GlPurpose purpose, string? service = null) =>
        _accounts.Values.Where(a => a.FundId == fund.Id && a.Purpose == purpose && (a.Service == service || a.Service is null))
            .OrderBy(a => a.Service is null && service is not null).ThenBy(a => a.Code, StringComparer.Ordinal).FirstOrDefault() ?? throw Missing(fund, purpose, service);

    private static BusinessException Missing(Fund fund, GlPurpose purpose, string? detail) =>
        new BusinessException("Billing:Ledger.AccountMissing").WithData("Fund", fund.Code).WithData("Purpose", purpose.ToString()).WithData("Detail", detail ?? "");
}
