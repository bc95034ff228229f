using System.ComponentModel.DataAnnotations;

namespace UtilityBilling.Customers.Stops;

/// <summary>Temporary stops of one service (CA-15): the account stays open, the service goes on afterwards as it was, and the tariff's rule for stops prices the days.</summary>
public interface IServiceStopAppService
{
    /// <summary>The account's stops, newest first, those taken back at the end.</summary>
    Task<IReadOnlyList<ServiceStopDto>> OfAccountAsync(Guid accountId, CancellationToken cancellationToken = default);

    /// <summary>The account's services that run today or later.</summary>
    Task<IReadOnlyList<StoppableService>> ServicesAsync(Guid accountId, CancellationToken cancellationToken = default);

    Task<ServiceStopDto> GetAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Refused outside the service's own days, and where it is stopped already.</summary>
    Task<Guid> StopAsync(Guid accountId, StopServiceInput input, CancellationToken cancellationToken = default);

    /// <summary>Other days, above all the day of the restart.</summary>
    Task ChangeAsync(Guid id, ChangeStopInput input, CancellationToken cancellationToken = default);

    /// <summary>The stop never was; it stays to be seen, with the reason.</summary>
    Task TakeBackAsync(Guid id, TakeStopBackInput input, CancellationToken cancellationToken = default);
}

public sealed record StoppableService(Guid AgreementId, string Service, string Address, DateOnly From, DateOnly? To);

/// <param name="From">The first day without service.</param>
/// <param name="To">The day on which service starts again.</param>
public sealed record ServiceStopDto(
    Guid Id, Guid AccountId, string AccountNumber, Guid AgreementId, string Service, string Address, DateOnly From, DateOnly? To, string Reason, string EnteredByName, DateTimeOffset EnteredAt,
    string? TakenBackByName, DateTimeOffset? TakenBackAt, string? TakenBackReason, uint Version)
{
    public bool IsTakenBack => To == From;
}

public sealed class StopServiceInput
{
    [Display(Name = "Customers:Field.Service"), Required]
    public Guid? AgreementId { get; set; }

    [Display(Name = "Customers:Field.StoppedFrom"), Required]
    public DateOnly? From { get; set; }

    [Display(Name = "Customers:Field.RestartOn")]
    public DateOnly? To { get; set; }

    [Display(Name = "Customers:Field.Reason"), Required, StringLength(500)]
    public string Reason { get; set; } = "";
}

public sealed class ChangeStopInput
{
    [Display(Name = "Customers:Field.StoppedFrom"), Required]
    public DateOnly? From { get; set; }

    [Display(Name = "Customers:Field.RestartOn")]
    public DateOnly? To { get; set; }

    [Display(Name = "Customers:Field.Reason"), Required, StringLength(500)]
    public string Reason { get; set; } = "";

    public uint Version { get; set; }
}

public sealed class TakeStopBackInput
{
    [Display(Name = "Customers:Field.Reason"), Required, StringLength(500)]
    public string Reason { get; set; } = "";

    public uint Version { get; set; }
}
