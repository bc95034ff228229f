using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Billing.MiscCharges;

namespace UtilityBilling.DemoData;

/// <summary>Charges beside the services: the director's list of codes, shops that pay for backflow tests in every period, a broken hydrant, and a damage that waits for the director.</summary>
internal sealed class DemoMiscCharges(DemoOffice office, DemoWorld world)
{
    private const int Tested = 4;

    /// <summary>On the town's first day.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        var today = office.Today;
        await office.DoAsync(office.Director, async s =>
        {
            var codes = s.GetRequiredService<IMiscChargeCodeAppService>();
            var accounts = await codes.AccountsAsync(cancellationToken).ConfigureAwait(false);
            var fees = (accounts.FirstOrDefault(a => a is { FundCode: "water", Code: "4491" }) ?? accounts[0]).Id;
            await codes.SetAsync(new MiscChargeCodeInput { Code = "BACKFLOW", From = today, NameEn = "Backflow device test", NameEs = "Prueba del dispositivo antirretorno", GlAccountId = fees, UnitPrice = 12.50m, IsFixedPrice = true }, cancellationToken).ConfigureAwait(false);
            await codes.SetAsync(new MiscChargeCodeInput { Code = "HYDRANT", From = today, NameEn = "Broken hydrant", NameEs = "Hidrante roto", GlAccountId = fees, UnitPrice = 185m, IsFixedPrice = true }, cancellationToken).ConfigureAwait(false);
            await codes.SetAsync(new MiscChargeCodeInput { Code = "DAMAGE", From = today, NameEn = "Damage to a main", NameEs = "Daño a una tubería principal", GlAccountId = fees }, cancellationToken).ConfigureAwait(false);
            await codes.SetAsync(new MiscChargeCodeInput { Code = "REVERSION", From = today, NameEn = "Reversion to the landlord", NameEs = "Reversión al propietario", GlAccountId = fees }, cancellationToken).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
        foreach (var shop in Shops().Take(Tested))
            await AddAsync(shop, "BACKFLOW", c => c.Kind = MiscChargeKind.Recurring, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>On its last.</summary>
    public async Task HappenAsync(CancellationToken cancellationToken)
    {
        if (Shops().FirstOrDefault() is not { } shop)
            return;
        await AddAsync(shop, "HYDRANT", c => (c.TextEn, c.TextEs, c.Paper) = ("Truck backed into it", "Un camión lo golpeó", "Damage report 17"), cancellationToken).ConfigureAwait(false);
        await AddAsync(shop, "DAMAGE", c => (c.UnitPrice, c.TextEn, c.Paper) = (640m, "Excavator hit the main", "Work order 2211"), cancellationToken).ConfigureAwait(false);
    }

    private IEnumerable<DemoPremise> Shops() => world.Premises.Where(p => p is { IsVacant: false, Class: "commercial" });

    private Task AddAsync(DemoPremise premise, string code, Action<MiscChargeInput> more, CancellationToken cancellationToken) => office.DoAsync(office.Technician, async s =>
    {
        var charges = s.GetRequiredService<IMiscChargeAppService>();
        var input = new MiscChargeInput { CodeId = (await charges.CodesAsync(cancellationToken).ConfigureAwait(false)).Single(c => c.Code == code).Id, From = office.Today };
        more(input);
        await charges.AddAsync(premise.AccountId, input, cancellationToken).ConfigureAwait(false);
    }, cancellationToken);
}
