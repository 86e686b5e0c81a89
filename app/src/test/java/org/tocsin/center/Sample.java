package org.tocsin.center;

/** The smallest center that is whole, and one in which every key is used. */
final class Sample {
    static final String HASH =
            "$argon2id$v=19$m=15360,t=2,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaA";

    private Sample() {}

    static final String SMALLEST =
            """
            center: {id: porto, name: Porto, zone: Europe/Lisbon}
            agencies: {fire: Fire brigade}
            capabilities: {ENGINE: Pumping engine}
            stations:
              - {id: central, name: Central, agency: fire, point: "41.15, -8.61"}
            units:
              - {call_sign: E1, station: central, capabilities: [ENGINE], crew_size: 6}
            types:
              - {code: FIRE, name: Fire, priority: 1, agency: fire}
            plans:
              - id: default
                levels: {1: {needs: {engines: 1 ENGINE}}}
            sign_ins:
              - {name: ana, display_name: Ana, password_hash: "HASH", roles: [dispatcher]}
            """
                    .replace("HASH", HASH);

    static final String WHOLE =
            """
            center:
              id: porto
              name: Porto
              zone: Europe/Lisbon
              service_area:
                - 41.0, -8.8
                - 41.0, -8.4
                - 41.3, -8.4
                - 41.3, -8.8
            agencies:
              fire: Fire brigade
              ems: Ambulance
            capabilities:
              ENGINE: Pumping engine
              ALS: Advanced life support
              BLS: Basic life support
              DOCTOR: Emergency doctor
            stations:
              - id: central
                name: Central
                agency: fire
                point: 41.15, -8.61
            shifts:
              - id: day
                name: Day
                hours: [mon-fri 07:00-19:00, "sat,sun 08:00-24:00"]
            units:
              - call_sign: E1
                agency: ems
                station: central
                capabilities: [ENGINE, ALS]
                crew_size: 6
                shared_crew: central-a
                can_transport: true
                shifts: [day]
              - call_sign: E2
                station: central
                capabilities: [BLS]
                crew_size: 2
            districts:
              - id: ribeira
                name: Ribeira
                area: [[41.1, -8.6], [41.1, -8.5], [41.2, -8.5]]
            types:
              - code: FIRE
                name: Fire
                priority: 1
                agency: fire
                triage: fire
            plans:
              - id: default
                levels:
                  1:
                    needs: {engines: 1 ENGINE}
              - id: ribeira-night
                types: [FIRE]
                priorities: [1, 2]
                districts: [ribeira]
                stations: [central]
                hours: daily 20:00-06:00
                levels:
                  1:
                    needs:
                      engines: 2 ENGINE
                      medical: 2 ALS, or 1 ALS + 1 BLS + 1 DOCTOR
                    standby: [1 ENGINE at central, 1 ALS]
                    notify: [Gas company]
                  2:
                    replaces: true
                    needs: {engines: 4 ENGINE}
            triage:
              - id: fire
                version: 2
                name: Fire
                questions:
                  - id: inside
                    ask: Is anyone inside?
                    answers:
                      - id: yes
                        text: Yes
                        next: how-many
                        type: FIRE
                        priority: 1
                        capabilities: [ALS]
                        advice: Get everyone out.
                      - {id: no, text: No}
                  - id: how-many
                    ask: How many?
                    answers:
                      - {id: one, text: One}
            keywords:
              - id: fire
                type: FIRE
                priority: 1
                agencies: [ems]
                capabilities: [ALS]
                near: false
                phrases:
                  en: [fire, smoke * window]
                  pt: [incêndio]
            targets:
              waiting: {1: 30 s, 2: 2 min}
              acknowledgement: 45 s
              arrival: {1: 8 min}
              check_in: {1: 10 min}
              time_in_state: {en_route: 20 min, on_scene: 1 h 30 min}
            desks:
              - {id: d1, name: Desk 1, agencies: [fire]}
            sign_ins:
              - name: ana
                display_name: Ana
                password_hash: HASH
                roles: [dispatcher, crew]
                agencies: [fire]
                units: [E1]
            destinations:
              - {id: sj, name: São João, point: "41.18, -8.60", accepts: [trauma]}
            premises:
              - id: paint
                name: Paint works
                point: 41.16, -8.62
                radius_meters: 80
                plans: [plan-7.pdf]
                keys: [Left of gate 2]
                hazards: [Solvents]
                notes: [Guard at night]
            dispositions: {DONE: Done}
            related_calls: {within: 15 min, meters: 200}
            status_codes:
              - {status: en_route, name: Rolling, letter: R, color: green, codes: ["3"]}
              - {status: on_scene, agency: fire, name: With patient, letter: P, codes: ["3"]}
              - {status: en_route, agency: fire, codes: ["7"]}
            personal_data: {forget_after_days: 180}
            move_ups: {most: 3, driven: 60 min}
            verbs:
              - {verb: dispatch, names: [SEND, GOTO]}
            """
                    .replace("HASH", HASH);
}
