namespace UtilityBilling.Customers.Services;

/// <summary>The billing cycles that a service may belong to. The module that keeps the calendars implements it.</summary>
public interface ICycleChoices
{
    Task<IReadOnlyList<NamedChoice>> ListAsync(CancellationToken cancellationToken = default);
}

/// <summary>The reading routes that a metered service may lie on. The module that keeps the meters implements it.</summary>
public interface IRouteChoices
{
    Task<IReadOnlyList<NamedChoice>> ListAsync(CancellationToken cancellationToken = default);
}

/// <summary>The rates of the tariff in force on a day. The module that keeps the tariffs implements it.</summary>
public interface IRateChoices
{
    Task<IReadOnlyList<RateChoice>> ListAsync(DateOnly asOf, CancellationToken cancellationToken = default);
}

public sealed record NamedChoice(Guid Id, string Code, string Name);

/// <param name="RateCode">The tariff's service key, for example <c>water-outside</c>.</param>
/// <param name="Service">The service it prices, for example <c>water</c>.</param>
/// <param name="Label">Its name in the reader's language.</param>
public sealed record RateChoice(string RateCode, string Service, string Label);
