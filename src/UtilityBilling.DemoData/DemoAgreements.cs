using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Customers.Imports;
using UtilityBilling.Customers.Reversions;
using UtilityBilling.Customers.Stops;

namespace UtilityBilling.DemoData;

/// <summary>What people have signed: a landlord of the time between two tenants, and somebody who is away for a while.</summary>
internal sealed class DemoAgreements(DemoOffice office, DemoWorld world)
{
    public async Task HappenAsync(CancellationToken cancellationToken)
    {
        var lived = world.Premises.Where(p => !p.IsVacant).ToList();
        if (lived.Find(p => p.Owner.Id != p.Occupant!.Id) is { } rented)
            await RentAsync(rented, lived, cancellationToken).ConfigureAwait(false);
        if (lived.Find(p => p.Owner.Id == p.Occupant!.Id) is { } away)
            await LeaveForTheWinterAsync(away.AccountId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A landlord who lives elsewhere gets an account of their own for it.</summary>
    private async Task RentAsync(DemoPremise rented, List<DemoPremise> lived, CancellationToken cancellationToken)
    {
        var account = lived.Find(p => p.Occupant!.Id == rented.Owner.Id)?.AccountId;
        if (account is null)
        {
            account = office.Guids.Create();
            await office.DoAsync(office.Technician, s => s.GetRequiredService<ICustomerImportService>().ImportAsync(
                new CustomerImportBatch(office.Guids.Create(), "landlord") { Accounts = [new AccountImport(account.Value, null, rented.Owner.Id, office.Today)] }, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        await office.DoAsync(office.Technician, s => s.GetRequiredService<IReversionAppService>().AddAsync(
            new AddReversionsInput
            {
                AccountId = account,
                Premises = { rented.PremiseId },
                From = office.Today.AddDays(-40),
                Paper = "Signed at the counter, binder 4",
                Fee = 25m,
            },
            cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private Task LeaveForTheWinterAsync(Guid accountId, CancellationToken cancellationToken) => office.DoAsync(office.Technician, async s =>
    {
        var stops = s.GetRequiredService<IServiceStopAppService>();
        if (await stops.ServicesAsync(accountId, cancellationToken).ConfigureAwait(false) is [.., var service])
            await stops.StopAsync(accountId, new StopServiceInput { AgreementId = service.AgreementId, From = office.Today.AddDays(30), To = office.Today.AddDays(120), Reason = "Away for the winter" }, cancellationToken).ConfigureAwait(false);
    }, cancellationToken);
}
