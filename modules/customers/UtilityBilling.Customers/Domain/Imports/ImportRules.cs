using UtilityBilling.Errors;

namespace UtilityBilling.Customers.Imports;

/// <summary>What a batch must keep before any of it is written. The first breach is told with the record that breaks it.</summary>
internal static class ImportRules
{
    public static void Check(CustomerImportBatch batch)
    {
        foreach (var agreement in batch.Agreements)
            CheckAgreement(agreement);
        foreach (var fact in batch.Facts)
            CheckSpan($"{fact.Name} ({fact.PremiseId})", fact.From, fact.To);
        foreach (var ownership in batch.Ownerships)
            CheckSpan(ownership.Id.ToString(), ownership.From, ownership.To);
        foreach (var occupancy in batch.Occupancies)
            CheckSpan(occupancy.Id.ToString(), occupancy.From, occupancy.To);
        foreach (var enrollment in batch.Enrollments)
            CheckSpan($"{enrollment.Program} ({enrollment.PremiseId})", enrollment.From, enrollment.To);
    }

    /// <summary>Class, cycle and rate always, the route with a meter (PR-11); the first rate counts from the first day.</summary>
    private static void CheckAgreement(AgreementImport agreement)
    {
        var missing = agreement switch
        {
            { Service: null or "" } => "service",
            { CustomerClass: null or "" } => "class",
            _ when agreement.CycleId == Guid.Empty => "cycle",
            _ when agreement.ServicePointId is not null && (agreement.RouteId ?? Guid.Empty) == Guid.Empty => "route",
            _ when agreement.Rates.Count == 0 || agreement.Rates.Any(r => string.IsNullOrWhiteSpace(r.RateCode)) => "rate",
            _ when agreement.Rates.Min(r => r.From) > agreement.From => "rate",
            _ => null,
        };
        if (missing is not null)
            throw new BusinessException(CustomersErrorCodes.Import.AgreementIncomplete).WithData("Service", agreement.Service).WithData("Record", agreement.Id).WithData("Missing", missing);
        CheckSpan(agreement.Id.ToString(), agreement.From, agreement.To);
        foreach (var rate in agreement.Rates)
            CheckSpan(agreement.Id.ToString(), rate.From, rate.To);
        foreach (var source in agreement.Sources)
            CheckSpan(agreement.Id.ToString(), source.From, source.To);
    }

    private static void CheckSpan(string record, DateOnly from, DateOnly? to)
    {
        if (to <= from)
            throw new BusinessException(CustomersErrorCodes.Import.SpanWrong).WithData("Record", record).WithData("From", from.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }
}
