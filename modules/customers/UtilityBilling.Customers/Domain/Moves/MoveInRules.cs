using System.Globalization;
using UtilityBilling.Errors;

namespace UtilityBilling.Customers.Moves;

/// <summary>What must hold of the services opened at a move-in (PR-11): every one names class, cycle and rate, a metered one its route, and what feeds its usage is there.</summary>
internal static class MoveInRules
{
    /// <summary>The wanted services, checked. A rate list that is empty says that no tariff is in force yet and refuses nothing.</summary>
    public static IReadOnlyList<MoveInServiceInput> Check(IList<MoveInServiceInput> rows, IReadOnlyList<ServicePointChoice> points, IReadOnlyList<Services.RateChoice> rates)
    {
        var wanted = rows.Where(r => r.Wanted).ToList();
        if (wanted.Count == 0)
            throw new BusinessException(CustomersErrorCodes.MoveIn.NoService).ForField("Input.Services");
        foreach (var row in wanted)
            CheckRow(row, $"Input.Services[{rows.IndexOf(row).ToString(CultureInfo.InvariantCulture)}]", wanted, points, rates);
        return wanted;
    }

    private static void CheckRow(MoveInServiceInput row, string field, List<MoveInServiceInput> wanted, IReadOnlyList<ServicePointChoice> points, IReadOnlyList<Services.RateChoice> rates)
    {
        if (Missing(row) is { } missing)
            throw new BusinessException(CustomersErrorCodes.MoveIn.ServiceIncomplete).WithData("Service", row.Service ?? "").ForField($"{field}.{missing}");
        if (row.ServicePointId is { } point && points.All(p => p.Id != point))
            throw new BusinessException(CustomersErrorCodes.MoveIn.PointOfOtherPremise).WithData("Service", row.Service).ForField($"{field}.{nameof(row.ServicePointId)}");
        if (wanted.Any(other => other != row && other.Service == row.Service && other.ServicePointId == row.ServicePointId))
            throw new BusinessException(CustomersErrorCodes.MoveIn.ServiceTwice).WithData("Service", row.Service).ForField($"{field}.{nameof(row.Service)}");
        if (rates.Count > 0 && !rates.Any(r => r.RateCode == row.RateCode && r.Service == row.Service))
            throw new BusinessException(CustomersErrorCodes.MoveIn.RateOfOtherService).WithData("Rate", row.RateCode).WithData("Service", row.Service).ForField($"{field}.{nameof(row.RateCode)}");
        if (!HasUsageSource(row, wanted))
            throw new BusinessException(CustomersErrorCodes.MoveIn.UsageSourceMissing).WithData("Service", row.Service).ForField($"{field}.{nameof(row.UsageFrom)}");
    }

    /// <summary>The first required field that is empty.</summary>
    private static string? Missing(MoveInServiceInput row) => row switch
    {
        _ when string.IsNullOrWhiteSpace(row.Service) => nameof(row.Service),
        _ when string.IsNullOrWhiteSpace(row.CustomerClass) => nameof(row.CustomerClass),
        _ when (row.CycleId ?? Guid.Empty) == Guid.Empty => nameof(row.CycleId),
        _ when row.ServicePointId is not null && (row.RouteId ?? Guid.Empty) == Guid.Empty => nameof(row.RouteId),
        _ when string.IsNullOrWhiteSpace(row.RateCode) => nameof(row.RateCode),
        _ => null,
    };

    private static bool HasUsageSource(MoveInServiceInput row, List<MoveInServiceInput> wanted) => row.UsageFrom switch
    {
        null or "" => true,
        UsageFromWords.Meter => row.ServicePointId is not null,
        UsageFromWords.Fixed => row.FixedQuantity > 0,
        UsageFromWords.Former => row.FormerAgreementId is not null,
        var service => service != row.Service && wanted.Any(other => other.Service == service),
    };
}
