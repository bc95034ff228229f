namespace UtilityBilling.Billing.Calendars;

/// <summary>A holiday to keep: of the offices or of the banks.</summary>
public sealed record HolidayInput(HolidayList List, DateOnly Day, string NameEn, string? NameEs);

public sealed record HolidayDto(Guid Id, HolidayList List, DateOnly Day, string NameEn, string? NameEs, string Name);
