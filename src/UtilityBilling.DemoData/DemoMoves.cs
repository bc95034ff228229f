using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Collections.Deposits;
using UtilityBilling.Collections.Receipts;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Customers;
using UtilityBilling.Customers.Moves;

namespace UtilityBilling.DemoData;

/// <summary>Tenants leave and others come, on the first day of a period; some newcomers leave a deposit.</summary>
internal sealed class DemoMoves(DemoOffice office, DemoWorld world)
{
    private const int Purpose = 41;

    public async Task HappenAsync(DemoPeriod period, CancellationToken cancellationToken)
    {
        var months = world.Spec.Cycles[period.CycleIndex].Months;
        foreach (var premise in world.OfCycle(period.CycleIndex).Where(p => !p.IsVacant && p.Class == "residential" && !p.Occupant!.IsStaff))
        {
            var dice = new DemoDice(world.Seed, Purpose, premise.Index, period.Index);
            if (dice.Next(1200) < world.Spec.MovesPercentAYear * months)
                await MoveAsync(premise, period.Dates.To, dice, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task MoveAsync(DemoPremise premise, DateOnly on, DemoDice dice, CancellationToken cancellationToken)
    {
        var newcomer = world.Population.People.Person();
        var moved = await office.DoAsync(office.Technician, async s =>
        {
            var moves = s.GetRequiredService<IMoveAppService>();
            var draft = await moves.DraftAsync(premise.PremiseId, on, cancellationToken).ConfigureAwait(false);
            var input = new MoveInInput
            {
                PremiseId = premise.PremiseId,
                On = on,
                Role = premise.Owner.Id == premise.Occupant!.Id ? OccupancyRole.Owner : OccupancyRole.Tenant,
                OwnerCopy = premise.Owner.Id == premise.Occupant.Id ? OwnerCopy.None : OwnerCopy.Notices,
                NewCustomer = new CustomerInput { Kind = newcomer.Kind, FirstName = newcomer.FirstName, LastName = newcomer.LastName, Language = newcomer.Language, Phone = newcomer.Phone, Email = newcomer.Email },
                Delivery = newcomer.Email is null ? StatementDelivery.Paper : StatementDelivery.Email,
                EndPresentOccupant = true,
                // The same telephone or name as somebody who owes is a coincidence of an invented town.
                OverrideReason = null,
            };
            foreach (var service in draft.Services.Where(r => r.Wanted))
                input.Services.Add(service);
            if ((await moves.OldDebtsAsync(input, cancellationToken).ConfigureAwait(false)).Any(d => d.StandsInTheWay))
                return null;
            return await moves.MoveInAsync(input, cancellationToken).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
        if (moved is null)
            return;
        world.Departed.Add((premise.AccountId, premise.CycleIndex, dice.Percent(85) ? dice.Next(DemoPayments.Slots) : -1));
        premise.AccountId = moved.AccountId;
        premise.AccountNumber = moved.AccountNumber;
        if (dice.Percent(40))
            await office.DoAsync(office.Technician, s => s.GetRequiredService<IDepositAppService>().TakeAsync(moved.AccountId, world.Spec.Deposit, TenderKind.Check, "Deposit of a new customer", cancellationToken), cancellationToken).ConfigureAwait(false);
    }
}
