using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Approvals;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Collections.Deposits;
using UtilityBilling.Collections.Receipts;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Moves;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.TestBase;
using UtilityBilling.Users;
using Xunit;

namespace UtilityBilling.IntegrationTests.Ledger;

/// <summary>Nobody posts to, adjusts or moves an account of their own. The technician's household is one of the town's customers.</summary>
public sealed class OwnAccountTests : IAsyncLifetime
{
    private TestHost _host = null!;
    private Books _books = null!;
    private TestAccount _own = null!;
    private TestAccount _other = null!;

    private TestTown Town => _host.Alder;

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync();
        _books = new Books(_host.Alder);
        _own = await _books.AddAccountAsync();
        _other = await _books.AddAccountAsync();
        await StateAsync(Town.Administrator, Town.Technician.UserId, _own.Number);
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Nobody_takes_a_payment_or_a_deposit_on_their_own_account()
    {
        await RefusedAsync(s => TakeAsync(s, _own));
        await RefusedAsync(s => s.GetRequiredService<IDepositAppService>().TakeAsync(_own.Id, 50m, TenderKind.Cash, null));

        // A colleague does it, and the technician serves everybody else.
        await Town.WriteAsync(Town.Cashier, s => TakeAsync(s, _own));
        await Town.WriteAsync(Town.Technician, s => TakeAsync(s, _other));
    }

    [Fact]
    public async Task Nobody_asks_for_the_void_of_a_receipt_of_their_own_account()
    {
        var receipt = await Town.WriteAsync(Town.Cashier, s => TakeAsync(s, _own));
        await RefusedAsync(s => s.GetRequiredService<IReceiptAppService>().RequestVoidAsync(receipt, "Mistyped"));
    }

    [Fact]
    public async Task Nobody_decides_on_the_void_of_a_receipt_of_their_own_account()
    {
        await StateAsync(Town.Administrator, Town.Director.UserId, _other.Number);
        var receipt = await Town.WriteAsync(Town.Technician, s => TakeAsync(s, _other));
        await Town.WriteAsync(Town.Technician, s => s.GetRequiredService<IReceiptAppService>().RequestVoidAsync(receipt, "Mistyped"));
        var approval = await _host.Database.ScalarAsOwnerAsync<Guid>($"select id from platform.approvals where record_id = '{receipt}'");

        var refused = await Should.ThrowAsync<BusinessException>(() => Town.WriteAsync(Town.Director, s => s.GetRequiredService<IApprovalManager>().DecideAsync(approval, true, null)));
        refused.Code.ShouldBe(CustomersErrorCodes.OwnAccount.Refused);
    }

    [Fact]
    public async Task Nobody_adjusts_their_own_account() =>
        await RefusedAsync(s => s.GetRequiredService<IAdjustmentAppService>().RequestAsync(new AdjustmentInput(_own.Id, null, false, 10m, "courtesy", "For me")));

    [Fact]
    public async Task Nobody_ends_or_takes_back_their_own_occupancy()
    {
        await RefusedAsync(s => s.GetRequiredService<IMoveAppService>().MoveOutAsync(new MoveOutInput { OccupancyId = _own.OccupancyId, On = Books.Today, Version = Version(s, _own) }));
        await RefusedAsync(s => s.GetRequiredService<IMoveAppService>().VoidAsync(_own.OccupancyId, new VoidInput { Reason = "No", Version = Version(s, _own) }));
    }

    [Fact]
    public async Task People_add_to_their_own_accounts_and_only_somebody_else_takes_one_away()
    {
        await StateAsync(Town.Technician, Town.Technician.UserId, _own.Number, _other.Number);
        (await NumbersAsync()).ShouldBe([_own.Number, _other.Number]);

        (await Should.ThrowAsync<BusinessException>(() => StateAsync(Town.Technician, Town.Technician.UserId, _own.Number))).Code.ShouldBe(CustomersErrorCodes.OwnAccount.NotTakenAwayByOneself);
        (await Should.ThrowAsync<BusinessException>(() => StateAsync(Town.Administrator, Town.Technician.UserId, "no such"))).Code.ShouldBe(CustomersErrorCodes.OwnAccount.Unknown);
        await StateAsync(Town.Administrator, Town.Technician.UserId, _own.Number);
        (await NumbersAsync()).ShouldBe([_own.Number]);
    }

    private async Task RefusedAsync(Func<IServiceProvider, Task> act)
    {
        var refused = await Should.ThrowAsync<BusinessException>(() => Town.WriteAsync(Town.Technician, act));
        refused.Code.ShouldBe(CustomersErrorCodes.OwnAccount.Refused);
        refused.Values["Number"].ShouldBe(_own.Number);
    }

    private static Task<Guid> TakeAsync(IServiceProvider services, TestAccount account) => services.GetRequiredService<IReceiptAppService>().TakeAsync(
        new ReceiptInput(services.GetRequiredService<IGuidGenerator>().Create(), null, [new ReceiptLineInput(account.Number, 20m)], [new ReceiptTenderInput(TenderKind.Cash, 20m, null)]));

    private static uint Version(IServiceProvider services, TestAccount account) => services.GetRequiredService<IUtilityBillingDbContext>().Set<Occupancy>().Single(o => o.Id == account.OccupancyId).Version;

    private Task StateAsync(Actor actor, Guid userId, params string[] numbers) => Town.WriteAsync(actor, s => s.GetRequiredService<IOwnAccounts>().StateAsync(userId, numbers));

    private Task<IReadOnlyList<string>> NumbersAsync() => Town.ReadAsync(Town.Auditor, s => s.GetRequiredService<IOwnAccounts>().NumbersAsync(Town.Technician.UserId));
}
