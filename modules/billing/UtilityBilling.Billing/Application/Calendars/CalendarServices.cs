using Microsoft.Extensions.DependencyInjection;

namespace UtilityBilling.Billing.Calendars;

internal static class CalendarServices
{
    public static IServiceCollection AddCalendars(this IServiceCollection services)
    {
        services.AddScoped<ICalendarAppService, CalendarAppService>();
        services.AddScoped<CalendarBooks>();
        services.AddScoped<IRunDates, RunDateSource>();
        return services;
    }
}
