using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Billing.BillDocuments;
using UtilityBilling.Errors;
using UtilityBilling.Localization;
using Xunit;

namespace UtilityBilling.UnitTests.Billing.BillDocuments;

/// <summary>What a bill says (BR-17), whatever it is shown on.</summary>
public sealed class BillDocumentTests
{
    private static readonly LocalizationCatalog Catalog = new([BillingTexts.Assembly]);

    [Fact]
    public void A_bill_that_adds_up_passes() => Should.NotThrow(SampleBills.Bill().Verify);

    [Fact]
    public void A_bill_whose_lines_miss_a_cent_is_refused()
    {
        var bill = SampleBills.Bill();
        var error = Should.Throw<BusinessException>((bill with { Figures = bill.Figures with { CurrentCharges = bill.Figures.CurrentCharges + 0.01m } }).Verify);
        error.Code.ShouldBe(BillingErrorCodes.BillDocument.LinesDoNotAddUp);
        error.Values["Bill"].ShouldBe("260001");
    }

    [Fact]
    public void A_bill_whose_figures_miss_a_cent_is_refused()
    {
        var bill = SampleBills.Bill();
        Should.Throw<BusinessException>((bill with { Figures = bill.Figures with { AmountDue = bill.Figures.AmountDue - 0.01m } }).Verify)
            .Code.ShouldBe(BillingErrorCodes.BillDocument.FiguresDoNotAddUp);
    }

    [Fact]
    public void Penalties_and_deposits_count_towards_the_amount_due()
    {
        var bill = SampleBills.Bill();
        var f = bill.Figures;
        Should.NotThrow((bill with { Figures = f with { Penalties = 5m, Deposit = -30m, AmountDue = f.AmountDue - 25m } }).Verify);
    }

    [Fact]
    public void A_year_ago_is_the_same_season_also_when_the_read_day_wandered()
    {
        var usage = SampleBills.Usage(12m);
        usage.YearAgo!.PeriodEnd.ShouldBe(new DateOnly(2025, 10, 28));
        (usage with { Points = [.. usage.Points.Skip(1)] }).YearAgo.ShouldBeNull("two months off is another season");
    }

    [Fact]
    public void Usage_is_compared_per_day_because_periods_differ()
    {
        // 12 ccf in 61 days is 0.19672 a day, 15 in 62 days is 0.24194: 18.69 % less, rounded 19.
        SampleBills.Usage(12m).ChangePercent.ShouldBe(-19);
        new BillWording(Catalog, BillLanguage.English).Comparison(SampleBills.Usage(12m)).ShouldBe(["19% less per day than a year ago (15 ccf in 62 days)."]);
        new BillWording(Catalog, BillLanguage.Spanish).Comparison(SampleBills.Usage(12m)).ShouldBe(["19% menos por día que hace un año (15 ccf en 62 días)."]);
    }

    [Fact]
    public void Dates_and_labels_speak_the_customers_language()
    {
        var date = new DateOnly(2026, 8, 3);
        new BillWording(Catalog, BillLanguage.English).Date(date).ShouldBe("Aug 3, 2026");
        new BillWording(Catalog, BillLanguage.Spanish).Date(date).ShouldBe("3 ago 2026");
        new BillWording(Catalog, BillLanguage.Both).Date(date).ShouldBe("2026-08-03");
        new BillWording(Catalog, BillLanguage.Both)["BillDocument:AmountDue"].ShouldBe("Amount due / Total a pagar");
        BillWording.Money(-1234.5m).ShouldBe("-$1,234.50");
    }

    [Fact]
    public void A_town_without_spanish_words_still_prints_spanish_bills_with_what_it_has() =>
        new BillText("Drainage fee").In(BillLanguage.Spanish).ShouldBe("Drainage fee");
}
