using Shouldly;
using UtilityBilling.Billing.Charges;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Errors;
using Xunit;

namespace UtilityBilling.UnitTests.Ledger;

/// <summary>The shape of a bill's posting, on the chart that a new town gets.</summary>
public sealed class BillChargesTests
{
    private readonly Chart _chart = TestChart.Create();
    private int _ids = 1000;

    [Fact]
    public void A_service_gets_one_charge_for_each_fund_and_each_fund_sums_to_zero()
    {
        var batch = Post(("water", true, [("water", "4411", 92m), ("water-capital", "4415", 8m)]), ("water", true, [("water", "4410", 20m)]));
        batch.Charges.Select(c => (_chart.Fund(c.FundId).Code, c.Amount)).ShouldBe([("water", 112m), ("water-capital", 8m)], ignoreOrder: true);
        ShouldBalance(batch);
    }

    [Fact]
    public void Police_and_water_are_charges_of_their_own_since_no_water_is_cut_for_a_police_fee()
    {
        var batch = Post(("water", true, [("water", "4411", 50m)]), ("police", false, [("general", "4340", 6m)]));
        batch.Charges.Select(c => (c.Service, c.MayCutWater, c.Amount)).ShouldBe([("water", true, 50m), ("police", false, 6m)], ignoreOrder: true);
        ShouldBalance(batch);
    }

    [Fact]
    public void A_discount_nets_out_within_its_service()
    {
        var batch = Post(("water", true, [("water", "4411", 50m)]), ("water", true, [("water", "4411", -5m)]));
        batch.Charges.Single().Amount.ShouldBe(45m);
        batch.Journals.Single().Entries.Select(e => e.Amount).ShouldBe([45m, -45m]);
    }

    [Fact]
    public void A_service_that_comes_to_less_than_nothing_is_refused() =>
        Should.Throw<BusinessException>(() => Post(("water", true, [("water", "4411", 5m)]), ("water", true, [("water", "4411", -6m)]))).Code.ShouldBe("Billing:Posting.NegativeCharge");

    [Fact]
    public void A_bill_of_nothing_has_no_journal() => Post(("water", true, [("water", "4411", 0m)])).Journals.ShouldBeEmpty();

    [Fact]
    public void Only_receivable_lines_name_the_account_and_every_line_names_its_charge()
    {
        var entries = Post(("sewer", true, [("sewer", "2390", 40m)])).Journals.Single().Entries;
        entries.Single(e => e.Account.Purpose == GlPurpose.Receivable).CustomerAccountId.ShouldNotBeNull();
        entries.Single(e => e.Account.Purpose == GlPurpose.UncollectedPassThrough).CustomerAccountId.ShouldBeNull();
        entries.ShouldAllBe(e => e.ChargeId != null);
    }

    [Fact]
    public void A_posting_over_two_funds_gets_its_pair_and_a_reversal_leaves_every_account_at_zero()
    {
        var journal = new JournalDraft { Id = Id(), SourceKind = JournalSourceKind.Application, SourceId = Id(), EffectiveDate = new DateOnly(2026, 3, 2) };
        journal.Add(_chart.UnappliedCredit, 10m).Add(_chart.ByCode("water", "1310"), -10m).BalanceFunds(_chart);
        journal.Entries.Select(e => (e.Account.Code, e.Amount)).ShouldBe([("2210", 10m), ("1310", -10m), ("1390", 10m), ("2290", -10m)]);
        journal.Entries.GroupBy(e => e.Account.FundId).ShouldAllBe(f => f.Sum(e => e.Amount) == 0m);

        var reversal = new JournalDraft { Id = Id(), SourceKind = JournalSourceKind.Unapplication, SourceId = Id(), EffectiveDate = new DateOnly(2026, 3, 2) };
        reversal.Add(_chart.UnappliedCredit, -10m).Add(_chart.ByCode("water", "1310"), 10m).BalanceFunds(_chart);
        journal.Entries.Concat(reversal.Entries).GroupBy(e => e.Account.Id).ShouldAllBe(a => a.Sum(e => e.Amount) == 0m);
    }

    [Fact]
    public void A_posting_that_does_not_sum_to_zero_is_a_fault_of_the_program()
    {
        var journal = new JournalDraft { Id = Id(), SourceKind = JournalSourceKind.Receipt, SourceId = Id(), EffectiveDate = new DateOnly(2026, 3, 2) };
        journal.Add(_chart.UnappliedCredit, 10m).Add(_chart.RefundsPayable, -9.99m);
        Should.Throw<InvalidOperationException>(() => journal.BalanceFunds(_chart));
    }

    private PostingBatch Post(params (string Service, bool Cut, (string Fund, string Code, decimal Amount)[] Parts)[] lines)
    {
        var batch = new PostingBatch();
        var day = new DateOnly(2026, 3, 2);
        var bill = new BillToPost(Id(), Id(), Id(), Id(), Id(), day, day.AddDays(20), [.. lines.Select(l => new BillLineToPost(l.Service, l.Cut, [.. l.Parts.Select(p => (_chart.ByCode(p.Fund, p.Code), p.Amount))]))]);
        BillCharges.Add(batch, bill, _chart, Id);
        return batch;
    }

    private static void ShouldBalance(PostingBatch batch) =>
        batch.Journals.Single().Entries.GroupBy(e => e.Account.FundId).ShouldAllBe(f => f.Sum(e => e.Amount) == 0m);

    private Guid Id() => new($"00000000-0000-7000-8000-{++_ids:000000000000}");
}
