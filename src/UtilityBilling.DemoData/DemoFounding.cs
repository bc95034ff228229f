using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Approvals;
using UtilityBilling.Billing.Calendars;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.Imports;
using UtilityBilling.Metering.Imports;
using UtilityBilling.Settings;

namespace UtilityBilling.DemoData;

/// <summary>Brings a town into the system before its first day: settings, calendar, tariffs, customers, meters.</summary>
internal sealed class DemoFounding(DemoOffice office, DemoSpec spec, DemoWorld world)
{
    private const string Origin = "demo";
    private const int PremisesPerBatch = 5000;
    private readonly List<Guid> _cycles = [];
    private readonly List<Guid> _routes = [];

    public async Task FoundAsync(string preset, DateOnly begin, CancellationToken cancellationToken)
    {
        await CalendarAsync(cancellationToken).ConfigureAwait(false);
        await TariffsAsync(preset, cancellationToken).ConfigureAwait(false);
        await RoutesAsync(cancellationToken).ConfigureAwait(false);
        foreach (var part in world.Premises.Chunk(PremisesPerBatch))
            await office.DoAsync(office.Technician, s => PeopleAndMetersAsync(s, part, cancellationToken), cancellationToken).ConfigureAwait(false);
        await NumbersAsync(cancellationToken).ConfigureAwait(false);
        office.Say(string.Create(CultureInfo.InvariantCulture, $"{world.Premises.Count:#,##0} premises, {world.Premises.Count(p => !p.IsVacant):#,##0} accounts, {_routes.Count} routes"));
    }

    private async Task CalendarAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < spec.Cycles.Count; i++)
        {
            var cycle = spec.Cycles[i];
            _cycles.Add(await office.DoAsync(office.Technician, s => s.GetRequiredService<ICalendarAppService>().AddCycleAsync(cycle.Code, cycle.Name, cycle.Months, cancellationToken), cancellationToken).ConfigureAwait(false));
            var laid = world.Periods[i];
            await office.DoAsync(office.Technician, s => s.GetRequiredService<ICalendarAppService>().AddPeriodsAsync(_cycles[^1], [.. laid.Select(p => p.Dates)], cancellationToken), cancellationToken).ConfigureAwait(false);
            var kept = await office.ReadAsync(office.Technician, s => s.GetRequiredService<ICalendarAppService>().PeriodsAsync(_cycles[^1], laid[0].Dates.From, laid[^1].Dates.To, cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (var period in kept)
                laid.Single(p => p.Dates.From == period.From).Id = period.Id;
            world.CycleIds.Add(_cycles[^1]);
        }
    }

    /// <summary>Prepared by the technician, put in force by the director.</summary>
    private async Task TariffsAsync(string preset, CancellationToken cancellationToken)
    {
        foreach (var document in DemoFiles.Tariffs(preset))
        {
            var id = await office.DoAsync(office.Technician, s => s.GetRequiredService<ITariffAppService>().ImportAsync(document, cancellationToken), cancellationToken).ConfigureAwait(false);
            await office.DoAsync(office.Technician, s => s.GetRequiredService<ITariffAppService>().RequestApprovalAsync(id, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        await office.DecideAllAsync(true, null, cancellationToken).ConfigureAwait(false);
    }

    private Task RoutesAsync(CancellationToken cancellationToken)
    {
        var count = world.Premises.Max(p => p.RouteIndex) + 1;
        var routes = Enumerable.Range(0, count).Select(i => new RouteImport(
            office.Guids.Create(), (101 + i).ToString(CultureInfo.InvariantCulture), $"{spec.Cycles[i % spec.Cycles.Count].Name}, {(i + 1).ToString(CultureInfo.InvariantCulture)}")).ToList();
        _routes.AddRange(routes.Select(r => r.Id));
        return office.DoAsync(office.Technician, s => s.GetRequiredService<IMeterImportService>().ImportAsync(new MeterImportBatch(office.Guids.Create(), Origin) { Routes = routes }, cancellationToken), cancellationToken);
    }

    private async Task PeopleAndMetersAsync(IServiceProvider services, DemoPremise[] premises, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<ICustomerImportService>().ImportAsync(Batch(premises), cancellationToken).ConfigureAwait(false);
        var meters = premises.Select(p => (Premise: p, Meter: new MeterImport(office.Guids.Create(), p.MeterSerial, p.MeterSize) { EndpointId = p.EndpointId, Manufacturer = "Badger", Model = p.EndpointId is null ? "Recordall" : "E-Series" })).ToList();
        await services.GetRequiredService<IMeterImportService>().ImportAsync(new MeterImportBatch(office.Guids.Create(), Origin)
        {
            Meters = [.. meters.Select(m => m.Meter)],
            Installations = [.. meters.Select(m => new InstallationImport(office.Guids.Create(), m.Meter.Id, m.Premise.ServicePointId, world.Periods[m.Premise.CycleIndex][0].Dates.From)
            {
                Registers = [new RegisterImport(m.Premise.RegisterId, m.Premise.Dials, spec.Decimals, spec.Unit, m.Premise.InRead)],
            })],
        }, cancellationToken).ConfigureAwait(false);
    }

    private CustomerImportBatch Batch(DemoPremise[] premises)
    {
        var lived = premises.Where(p => !p.IsVacant).ToList();
        return new CustomerImportBatch(office.Guids.Create(), Origin)
        {
            Customers = [.. world.NewCustomers(premises).Select(DemoPeople.Import)],
            Parcels = [.. premises.Select(p => new ParcelImport(p.ParcelId, $"073W{(10_000 + p.Index).ToString(CultureInfo.InvariantCulture)}") { OwnerOfRecord = string.Join(' ', new[] { p.Owner.FirstName, p.Owner.LastName }.OfType<string>()), AreaSqFt = 5000 + (p.Index % 17 * 310) + p.ImperviousSqFt })],
            Premises = [.. premises.Select(p => new PremiseImport(p.PremiseId, p.AddressLine, spec.City, spec.State, p.Zip) { ParcelId = p.ParcelId })],
            Facts = [.. premises.Where(p => p.Class != "residential").SelectMany(Facts)],
            Ownerships = [.. premises.Select(p => new OwnershipImport(office.Guids.Create(), p.PremiseId, p.Owner.Id, p.Since.AddDays(-30)))],
            Accounts = [.. lived.Select(p => new AccountImport(p.AccountId, null, p.Occupant!.Id, p.Since) { Delivery = Delivery(p) })],
            Occupancies = [.. lived.Select(p => new OccupancyImport(p.OccupancyId, p.AccountId, p.PremiseId, p.Since, null, IsTenant(p) ? OccupancyRole.Tenant : OccupancyRole.Owner, OccupancyStatus.Active) { OwnerCopy = IsTenant(p) ? OwnerCopy.Notices : OwnerCopy.None })],
            ServicePoints = [.. premises.Select(p => new ServicePointImport(p.ServicePointId, p.PremiseId, spec.Services[0], _cycles[p.CycleIndex], _routes[p.RouteIndex], p.Sequence)
            {
                Location = p.Index % 3 == 0 ? "Left of the driveway" : p.Index % 3 == 1 ? "By the curb" : null, State = p.IsVacant ? ServicePointState.Off : ServicePointState.On,
            })],
            Agreements = [.. lived.SelectMany(Agreements)],
            Enrollments = [.. lived.Where(p => p.HasDiscount).Select(p => new EnrollmentImport(office.Guids.Create(), p.PremiseId, p.AccountId, spec.DiscountProgram, p.Since))],
        };
    }

    private IEnumerable<PremiseFactImport> Facts(DemoPremise premise)
    {
        if (premise.Class == "multifamily")
            yield return new PremiseFactImport(office.Guids.Create(), premise.PremiseId, "units", premise.Units.ToString(CultureInfo.InvariantCulture), premise.Since);
        // A vacant place gets no stormwater bill, so that nothing is written of its ground.
        if (!premise.IsVacant && spec.Services.Contains("stormwater"))
            yield return new PremiseFactImport(office.Guids.Create(), premise.PremiseId, "imperviousSqFt", premise.ImperviousSqFt.ToString(CultureInfo.InvariantCulture), premise.Since);
    }

    private IEnumerable<AgreementImport> Agreements(DemoPremise premise)
    {
        var water = office.Guids.Create();
        foreach (var service in spec.Services)
        {
            var isMetered = service == spec.Services[0];
            yield return new AgreementImport(isMetered ? water : office.Guids.Create(), premise.OccupancyId, premise.PremiseId, service, premise.Class, _cycles[premise.CycleIndex], premise.Since, null)
            {
                ServicePointId = isMetered ? premise.ServicePointId : null,
                RouteId = isMetered ? _routes[premise.RouteIndex] : null,
                Rates = [new RateImport(service, premise.Since)],
                Sources = service switch
                {
                    _ when isMetered => [new UsageSourceImport(UsageSourceKind.Register, premise.Since) { ServicePointId = premise.ServicePointId }],
                    "sewer" => [new UsageSourceImport(UsageSourceKind.Agreement, premise.Since) { SourceAgreementId = water }],
                    _ => [],
                },
            };
        }
    }

    private static bool IsTenant(DemoPremise premise) => premise.Owner.Id != premise.Occupant!.Id;

    private static StatementDelivery Delivery(DemoPremise premise) => premise.Occupant!.Email is null ? StatementDelivery.Paper : (premise.Index % 5) switch { 0 or 1 => StatementDelivery.Email, 2 => StatementDelivery.Both, _ => StatementDelivery.Paper };

    private async Task NumbersAsync(CancellationToken cancellationToken)
    {
        foreach (var part in world.Premises.Where(p => !p.IsVacant).Chunk(PremisesPerBatch))
        {
            var cards = await office.ReadAsync(office.Technician, s => s.GetRequiredService<IAccountDirectory>().ByAccountAsync([.. part.Select(p => p.AccountId)], cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (var premise in part)
                premise.AccountNumber = cards[premise.AccountId].Number;
        }
    }
}
