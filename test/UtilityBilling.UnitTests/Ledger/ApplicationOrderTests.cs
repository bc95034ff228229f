using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using UtilityBilling.Billing.Charges;
using Xunit;

namespace UtilityBilling.UnitTests.Ledger;

public sealed class ApplicationOrderTests
{
    private static readonly Guid Account = Id(99);
    private static readonly string[] Services = ["fees", "sewer", "water", "police"];

    [Fact]
    public void The_oldest_due_date_is_paid_first_whatever_the_service()
    {
        var payments = new ApplicationOrder(oldestFirst: true, Services).Allocate(15m, [Open(1, "sewer", 20m, day: 20), Open(2, "police", 10m, day: 1)]);
        payments.ShouldBe([new ChargePayment(Id(2), 10m), new ChargePayment(Id(1), 5m)]);
    }

    [Fact]
    public void Within_one_due_date_fees_come_first_then_the_services_in_their_order()
    {
        var payments = new ApplicationOrder(oldestFirst: true, Services).Allocate(
            18m, [Open(1, "police", 5m), Open(2, "water", 5m), Open(3, "sewer", 5m), Open(4, "water", 5m, isFee: true), Open(5, "unknown", 5m)]);
        payments.ShouldBe([new ChargePayment(Id(4), 5m), new ChargePayment(Id(3), 5m), new ChargePayment(Id(2), 5m), new ChargePayment(Id(1), 3m)]);
    }

    [Fact]
    public void Service_first_pays_a_service_of_every_age_before_the_next()
    {
        var payments = new ApplicationOrder(oldestFirst: false, Services).Allocate(12m, [Open(1, "water", 10m, day: 1), Open(2, "sewer", 10m, day: 20)]);
        payments.ShouldBe([new ChargePayment(Id(2), 10m), new ChargePayment(Id(1), 2m)]);
    }

    [Fact]
    public void A_service_that_the_list_does_not_name_comes_last()
    {
        var payments = new ApplicationOrder(oldestFirst: true, Services).Allocate(6m, [Open(1, "stormwater", 5m), Open(2, "police", 5m)]);
        payments.ShouldBe([new ChargePayment(Id(2), 5m), new ChargePayment(Id(1), 1m)]);
    }

    [Fact]
    public void Allocation_conserves_cents_and_never_pays_more_than_is_open()
    {
        var cents = Gen.Choose(0, 20_000);
        var charges = Gen.ListOf(Gen.Choose(1, 9_000));
        Prop.ForAll(Arb.From(cents), Arb.From(charges), (amount, opens) =>
        {
            var items = opens.Select((o, i) => Open(i + 1, Services[i % 4], o / 100m, day: i % 28 + 1)).ToList();
            var payments = new ApplicationOrder(oldestFirst: true, Services).Allocate(amount / 100m, items);
            var open = items.ToDictionary(i => i.ChargeId, i => i.Open);
            payments.All(p => p.Amount > 0 && p.Amount <= open[p.ChargeId]).ShouldBeTrue();
            payments.Sum(p => p.Amount).ShouldBe(Math.Min(amount / 100m, items.Sum(i => i.Open)));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_partners_part_follows_the_payments_and_the_last_takes_the_last_cent()
    {
        // A third of 10.00 is the partner's: 3.33. Paid 3.33, then 3.33, then 3.34.
        PassThroughShare.Of(3.33m, 10m, 3.33m).ShouldBe(1.11m);
        PassThroughShare.Of(3.33m, 10m, 6.66m).ShouldBe(2.22m);
        PassThroughShare.Of(3.33m, 10m, 10m).ShouldBe(3.33m);
    }

    private static OpenCharge Open(int id, string service, decimal amount, int day = 10, bool isFee = false) => new(Id(id), Account, service, isFee, new DateOnly(2026, 3, day), amount);

    private static Guid Id(int n) => new($"00000000-0000-7000-8000-{n:000000000000}");
}
